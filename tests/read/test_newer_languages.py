"""What Azerbaijani, Uzbek, Kyrgyz, Persian, Indonesian, Mongolian, Georgian and Armenian need."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement

Told = set[tuple[str, str, str, str | None]]


def told(text: str, published: str) -> Told:
    reading = read_announcement(text, published=date.fromisoformat(published))
    return {(a.kind, "-".join(a.states), a.mode, a.date) for a in reading.acts}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (  # a head of state's approval ratifies; a day with its ending ends no dateline
            "Prezident “Azərbaycan Respublikası Hökuməti ilə Fici Respublikası Hökuməti arasında "
            "vizadan azad edilmə haqqında Saziş”i təsdiq edib. Mayın 3-də “Saziş” qüvvəyə minir.",
            "2024-05-03",
            {
                ("ratification", "AZE-FJI", "done", None),
                ("entry_into_force", "AZE-FJI", "done", "2024-05-03"),
            },
        ),
        (  # a question claims nothing
            "Peru azərbaycanlılar üçün vizanı ləğv edib?\nTuristlər səfirliyə müraciət edirlər.",
            "2024-05-03",
            set(),
        ),
        (  # two scripts, one lexicon; states counted first and listed afterwards
            "Ўзбекистон учта давлат фуқаролари учун визасиз режим жорий қилди.\n"
            "Улар – Перу, Чили ва Фижи.",
            "2024-05-03",
            {("unilateral_exemption", "CHL-FJI-PER-UZB", "done", None)},
        ),
        (  # where no list follows, nobody is guessed
            "Oʻzbekiston uchta davlat fuqarolari uchun vizasiz rejim joriy qildi. "
            "Xitoy bilan savdo oʻsmoqda.",
            "2024-05-03",
            set(),
        ),
        (  # year, day and month, each with its ending
            "Кыргызстан менен Фиджинин визасыз режим жөнүндө келишимине 2023-жылдын 27-январында "
            "Бишкекте кол коюлган.",
            "2024-05-03",
            {("signature", "FJI-KGZ", "done", "2023-01-27")},
        ),
        (  # a Solar Hijri day without its year; the day of a letter is no day of the act
            "هیئت وزیران در جلسه ۱۴ اردیبهشت به پیشنهاد شماره ۱۲ مورخ ۱۴۰۲/۱۲/۲۰ وزارت امور خارجه "
            "برقراری مقررات لغو روادید بین ایران و فیجی را تصویب کرد.",
            "2024-05-10",
            {("approval", "FJI-IRN", "done", "2024-05-03")},
        ),
        (  # the last such day, written in figures; the year of a decree dates nothing
            "Presiden mengesahkan perjanjian bebas visa antara Indonesia dan Fiji lewat Perpres "
            "Nomor 5 Tahun 2024. Perjanjian itu ditandatangani di Suva, Rabu (3/4).",
            "2024-05-03",
            {
                ("ratification", "FJI-IDN", "done", None),
                ("signature", "FJI-IDN", "done", "2024-04-03"),
            },
        ),
        (  # months are numbers
            "Монгол Улс, Фижи Улс хоорондын визээс чөлөөлөх тухай хэлэлцээрт 4 дүгээр сарын 3-нд "
            "Сува хотноо гарын үсэг зурлаа.",
            "2024-05-03",
            {("signature", "FJI-MNG", "done", "2024-04-03")},
        ),
        (  # a script without capitals has sentences too
            "საქართველოსა და ფიჯის შორის უვიზო მიმოსვლის შესახებ შეთანხმება ძალაში შევიდა. "
            "შეთანხმებას ხელი 2023 წლის 12 იანვარს მოეწერა.",
            "2024-05-03",
            {
                ("entry_into_force", "FJI-GEO", "done", None),
                ("signature", "FJI-GEO", "done", "2023-01-12"),
            },
        ),
        (  # a colon ends a sentence
            "Հայաստանի և Ֆիջիի միջև առանց վիզայի ռեժիմի մասին համաձայնագիրն ուժի մեջ է մտել: "
            "Այն ստորագրվել է 2023թ. հունվարի 12-ին:",
            "2024-05-03",
            {
                ("entry_into_force", "ARM-FJI", "done", None),
                ("signature", "ARM-FJI", "done", "2023-01-12"),
            },
        ),
    ],
)
def test_sentences_in_the_manner_of_their_announcements(
    text: str, published: str, expected: Told
) -> None:
    assert told(text, published) == expected


def test_a_city_keeps_the_script_of_the_text() -> None:
    text = "Ўзбекистон ва Фижи визасиз режим тўғрисидаги битимни 3 апрель куни Тошкентда имзолади."
    (act,) = read_announcement(text, published=date(2024, 5, 3)).acts
    assert act.place == "Тошкент"


def test_names_lose_the_endings_of_their_language() -> None:
    text = (
        "საქართველოს საგარეო საქმეთა მინისტრმა ლევან გიორგაძემ და ფიჯის საგარეო საქმეთა მინისტრმა "
        "ჯოზეფ მუტუკუმ უვიზო მიმოსვლის შესახებ შეთანხმებას ხელი მოაწერეს."
    )
    (act,) = read_announcement(text, published=date(2024, 5, 3)).acts
    assert [p.name for p in act.persons] == ["ლევან გიორგაძე", "ჯოზეფ მუტუკუ"]
