"""Dates: absolute, partial, relative, and those that belong to the report itself."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read.days.dates import find_dates
from comity.read.days.spoken import shifted
from comity.read.words.analysis import Analysis
from comity.read.words.lexicon import lexicon

# language, text, published, what is found (datelines left out)
CASES = [
    ("fr", "L'accord a été signé mercredi à New York.", "2025-09-26", ["2025-09-24"]),
    ("fr", "Il a été signé le 1er décembre 2025.", "2026-01-05", ["2025-12-01"]),
    ("fr", "Il a été signé le 12 février dernier.", "2025-06-19", ["2025-02-12"]),
    (
        "fr",
        "Berne, 6 novembre 2025 - L'accord entrera en vigueur le 1er décembre.",
        "2025-11-06",
        ["2025-12-01"],
    ),
    ("fr", "La visite du 3 au 5 mai 2023.", "2023-06-01", ["2023-05-03"]),
    ("en", "It was signed on September 24, 2025.", "2025-09-26", ["2025-09-24"]),
    ("en", "It was signed on 24th September.", "2025-09-26", ["2025-09-24"]),
    ("en", "They will sign it next month.", "2025-12-10", ["2026-01"]),
    ("en", "They signed it yesterday.", "2025-03-01", ["2025-02-28"]),
    ("en", "They signed a pact in 2019.", "2025-03-01", ["2019"]),
    ("en", "It may be signed.", "2025-03-01", []),
    ("ru", "Соглашение подписано 24 сентября 2025 года.", "2025-09-26", ["2025-09-24"]),
    ("ru", "Соглашение подписали в минувшем июне.", "2025-11-19", ["2025-06"]),
    ("ru", "Вступит в силу 15 ноября.", "2025-11-03", ["2025-11-15"]),
    ("es", "Fue suscrito el 4 de julio de 2022.", "2023-11-09", ["2022-07-04"]),
    ("pt", "Foi assinado esta quinta-feira.", "2025-09-26", ["2025-09-25"]),
    ("de", "Das Abkommen wurde am 22. November 2023 genehmigt.", "2024-02-09", ["2023-11-22"]),
    ("zh", "协定将于4月2日正式生效。", "2025-03-20", ["2025-04-02"]),
    ("zh", "双方二〇二四年五月三十日签署协定。", "2025-03-20", ["2024-05-30"]),
    ("ar", "وقعت الاتفاقية في 30/5/2024.", "2024-11-06", ["2024-05-30"]),
    ("ar", "وقعت الاتفاقية في 4 سبتمبر الماضي.", "2015-11-25", ["2015-09-04"]),
    ("tr", "Anlaşma 12 Mart 2024'te imzalandı.", "2024-08-09", ["2024-03-12"]),
    ("kk", "Келісімге 2022 жылғы 9 мамыр күні қол қойылды.", "2022-05-10", ["2022-05-09"]),
    ("vi", "Hiệp định được ký ngày 18/8/2010.", "2010-12-01", ["2010-08-18"]),
    ("fr", "L'accord a été signé le 30 mai.", None, ["--05-30"]),
    ("fr", "L'accord a été signé mercredi.", None, []),
]


@pytest.mark.parametrize(("language", "text", "published", "expected"), CASES)
def test_dates(language: str, text: str, published: str | None, expected: list[str]) -> None:
    day = date.fromisoformat(published) if published else None
    found = find_dates(Analysis(text, lexicon(language)), day)
    assert [v.iso for v in found if not v.dateline] == expected


@pytest.mark.parametrize(
    ("value", "iso"),
    [("-1d", "2024-02-29"), ("0m", "2024-03"), ("-3m", "2023-12"), ("1y", "2025")],
)
def test_shifts_are_as_precise_as_their_unit(value: str, iso: str) -> None:
    assert shifted(date(2024, 3, 1), value) == iso
