"""One article of a treaty to be read, under a head in its language."""

from __future__ import annotations

from typing import Any

from comity.read.treaty import read_treaty
from comity.read.treaty.model import TreatyReading

HEADS = {
    "en": (
        "Agreement between the Government of Norway and the Government of Kenya on visas\n"
        "The Government of Norway and the Government of Kenya have agreed as follows:\n"
        "Article 1\nThe Parties cherish their friendship.\nArticle 2\n"
    ),
    "fr": (
        "Accord entre le Gouvernement de la Norvège et le Gouvernement du Kenya sur les visas\n"
        "Le Gouvernement de la Norvège et le Gouvernement du Kenya sont convenus de ce qui suit :\n"
        "Article 1\nLes Parties chérissent leur amitié.\nArticle 2\n"
    ),
    "es": (
        "Acuerdo entre el Gobierno de Noruega y el Gobierno de Kenia sobre visados\n"
        "El Gobierno de Noruega y el Gobierno de Kenia han convenido lo siguiente:\n"
        "Artículo 1\nLas Partes aprecian su amistad.\nArtículo 2\n"
    ),
    "ru": (
        "Соглашение между Правительством Норвегии и Правительством Кении о визах\n"
        "Правительство Норвегии и Правительство Кении,\n"
        "стремясь к дружбе,\nсогласились о нижеследующем:\n"
        "Статья 1\nСтороны дорожат дружбой.\nСтатья 2\n"
    ),
    "pt": (
        "Acordo entre o Governo da Noruega e o Governo do Quénia sobre vistos\n"
        "O Governo da Noruega e o Governo do Quénia acordam o seguinte:\n"
        "Artigo 1\nAs Partes prezam a sua amizade.\nArtigo 2\n"
    ),
}


def read(lang: str, article: str) -> TreatyReading:
    return read_treaty(HEADS[lang] + article, lang=lang)


def second(reading: TreatyReading) -> dict[str, dict[str, Any]]:
    return {c.kind: c.parameters for c in reading.clauses if c.article == "2"}


def days(value: int, unit: str = "day") -> dict[str, Any]:
    return {"value": value, "unit": unit}
