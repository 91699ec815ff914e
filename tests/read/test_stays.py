"""The stay among the other numbers of a text."""

from __future__ import annotations

import pytest

from comity.read.model import Stay
from comity.read.named.stays import find_stay
from comity.read.words.analysis import Analysis
from comity.read.words.lexicon import lexicon

ROLLING = Stay(days=90, window_days=180, rule="rolling")
DAYS_30 = Stay(days=30)
CASES = [
    ("en", "Holders may stay for up to 90 days within any 180-day period.", ROLLING),
    ("en", "They may stay for thirty days per visit.", Stay(days=30, rule="per_visit")),
    ("en", "They may stay three months without a visa.", Stay(months=3)),
    ("en", "The passport must be valid for six months.", None),
    ("en", "It enters into force 30 days after the last notification.", None),
    ("fr", "Ils pourront séjourner 90 jours sur toute période de 180 jours.", ROLLING),
    (
        "fr",
        "Le séjour est de quatre-vingt-dix jours par semestre.",
        Stay(days=90, rule="half_year"),
    ),
    ("fr", "L'accord entrera en vigueur soixante jours après la notification.", None),
    ("ru", "Они могут находиться до 90 дней в течение каждого 180-дневного периода.", ROLLING),
    ("ru", "Паспорт должен действовать не менее 6 месяцев.", None),
    (
        "es",
        "Podrán permanecer hasta por noventa (90) días dentro de un periodo de ciento ochenta "
        "(180) días, contados desde la primera entrada.",
        Stay(days=90, window_days=180, rule="from_first_entry"),
    ),
    ("pt", "Podem permanecer até 90 dias em cada semestre.", Stay(days=90, rule="half_year")),
    ("zh", "每次停留不超过30日。", Stay(days=30, rule="per_visit")),
    ("zh", "12月23日签署协定。", None),
    ("ar", "ويسمح لهم بالبقاء مدة أقصاها 30 يوما في كل زيارة.", Stay(days=30, rule="per_visit")),
    ("uk", "Вони можуть перебувати до 90 днів протягом 180 днів.", Stay(days=90, window_days=180)),
    # a verb of granting, or "for" beside the visa, without a word of staying
    ("en", "The pact exempts holders of diplomatic passports from visas for thirty days.", DAYS_30),
    ("en", "The agreement allows 30 days.", DAYS_30),
    ("en", "The visa waiver for official passports was suspended for 30 days.", None),
    ("fr", "L'accord prévoit trente jours et peut être dénoncé avec un préavis.", DAYS_30),
    ("pt", "O acordo isenta de visto os portadores de passaportes oficiais, por 30 dias.", DAYS_30),
    # a length that stands alone, and a window without its unit or without a visa
    ("es", "Pasaportes diplomáticos y oficiales, 30 días.", DAYS_30),
    ("it", "I soggiorni sono di novanta giorni in ogni periodo di centottanta.", ROLLING),
    ("de", "90 Tage je Zeitraum von 180 Tagen, keine Erwerbstätigkeit.", ROLLING),
    # the window of the second limit is not that of the first; a limit proposed is none
    (
        "uk",
        "Термін перебування становитиме до 30 днів для громадян України та до 90 днів протягом "
        "180 днів для громадян Перу.",
        DAYS_30,
    ),
    ("ru", "Лима предлагает 30 дней пребывания.", None),
    # a limit raised, one renewable, a length before the exemption, a window told before it
    ("en", "The period of stay was raised from 15 days to 30 days.", DAYS_30),
    ("en", "The period of stay, 15 days at first, was raised to 30 by a protocol.", DAYS_30),
    ("es", "La permanencia será de 30 días, prorrogables hasta 60 por año calendario.", DAYS_30),
    ("en", "Fiji and Peru agreed on a 30-day visa-free regime.", DAYS_30),
    (
        "tr",
        "Altı aylık bir dönem içerisinde azami 90 gün süreyle vizesiz kalabilecek.",
        Stay(days=90, window_months=6),
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_stays(language: str, text: str, expected: Stay | None) -> None:
    analysis = Analysis(text, lexicon(language))
    found = find_stay(analysis, 0, len(analysis.tokens))
    assert (found.stay if found else None) == expected
