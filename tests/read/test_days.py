"""Which day is told of which act: contradicting, corrected, counted and coming days."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement

Told = tuple[str, str, str, str | None]


def told(text: str, published: str) -> set[Told]:
    reading = read_announcement(text, published=date.fromisoformat(published))
    return {(a.kind, "-".join(a.states), a.mode, a.date) for a in reading.acts}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        pytest.param(
            "Перу и Фиджи подписали 12 мая соглашение об отмене виз для дипломатических "
            "паспортов. В релизе другой стороны указано 13 мая.",
            "2025-05-20",
            ("signature", "FJI-PER", "done", "2025-05"),
            id="two sources give two days",
        ),
        pytest.param(
            "Peru and Fiji signed the visa waiver agreement on 30 June 2024; the Fijian note "
            "gives the date as 1 July 2024.",
            "2024-07-05",
            ("signature", "FJI-PER", "done", "2024"),
            id="two days of two months share the year",
        ),
        pytest.param(
            "Соглашение Перу с Фиджи об отмене виз вступает в силу не 1 марта, как сообщалось, "
            "а 11 марта.",
            "2025-02-20",
            ("entry_into_force", "FJI-PER", "planned", "2025-03-11"),
            id="not the one day but the other",
        ),
        pytest.param(
            "CORRECTION\n\nWe stated that the visa waiver agreement between Peru and Fiji was "
            "signed on 3 May 2024. It was signed on 4 May 2024.",
            "2024-05-10",
            ("signature", "FJI-PER", "done", "2024-05-04"),
            id="an erratum counts",
        ),
        pytest.param(
            "Peru and Fiji signed a visa waiver agreement on Friday, 15 May.",
            "2024-05-20",
            ("signature", "FJI-PER", "done", "2024-05"),
            id="the weekday contradicts the day",
        ),
        pytest.param(
            "On 3 May 2023 Peru and Fiji signed a visa waiver agreement. A month later the Fijian "
            "parliament ratified the agreement.",
            "2023-07-20",
            ("ratification", "FJI-PER", "done", "2023-06"),
            id="counted from the day before",
        ),
        pytest.param(
            "Соглашение об отмене виз между Перу и Фиджи было подписано прошлой осенью.",
            "2024-03-02",
            ("signature", "FJI-PER", "done", "2023"),
            id="a season",
        ),
        pytest.param(
            "Am 3. Mai unterzeichneten Peru und Fidschi ein Abkommen, das ab dem 1. September die "
            "Visumpflicht für Diplomatenpässe aufhebt.",
            "2025-05-05",
            ("signature", "FJI-PER", "done", "2025-05-03"),
            id="the day of effect is no day of signing",
        ),
    ],
)
def test_a_day_belongs_to_its_act(text: str, published: str, expected: Told) -> None:
    assert expected in told(text, published)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        pytest.param(
            "Dışişleri Bakanlığı, Fiji ile vize muafiyeti anlaşmasının askıya alınacağı "
            "iddiasını yalanladı.",
            "2025-03-03",
            ("suspension", "FJI-TUR", "denied", None),
            id="Turkish: a claim denied after its verb",
        ),
        pytest.param(
            "Türkiye ile Fiji arasında vize muafiyeti anlaşmasının Mayıs'ta imzalanması "
            "planlanıyor.",
            "2025-03-03",
            ("signature", "FJI-TUR", "planned", "2025-05"),
            id="Turkish: the mode behind the noun",
        ),
        pytest.param(
            "Peru'yla 2019'da imzalanan vize muafiyeti anlaşması 3 Mart'ta yürürlüğe girdi, "
            "Dışişleri Bakanlığı duyurdu.",
            "2025-03-05",
            ("entry_into_force", "PER-TUR", "done", "2025-03-03"),
            id="Turkish: each verb takes the day before it",
        ),
        pytest.param(
            "TBMM, Peru ile hava ulaştırma ve Fiji ile vize muafiyeti anlaşmalarını onayladı.",
            "2025-03-05",
            ("approval", "PER-TUR", "done", None),
            id="Turkish: two agreements before one noun",
        ),
        pytest.param(
            "Қазақстан мен Перу арасындағы визасыз режим туралы келісімге былтыр мамырда Лимада "
            "қол қойылды.",
            "2025-03-05",
            ("signature", "KAZ-PER", "done", "2024-05"),
            id="Kazakh: a month in the locative, with last year",
        ),
        pytest.param(
            "Қазақстан мен Перу арасындағы визасыз келісім тоқтатылады деген ақпарат тарады. "
            "Министрлік оны жоққа шығарды.",
            "2025-03-05",
            ("termination", "KAZ-PER", "denied", None),
            id="Kazakh: denied in the next sentence",
        ),
        pytest.param(
            "Угоду про скасування ві-\nз між Україною та Перу підписали 3 березня.",
            "2025-03-05",
            ("signature", "PER-UKR", "done", "2025-03-03"),
            id="a word broken at the end of a line",
        ),
    ],
)
def test_verbs_at_the_end_and_words_of_mode(text: str, published: str, expected: Told) -> None:
    assert expected in told(text, published)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (
            "Россия ведет переговоры об отмене виз с девятью странами, сообщили в Перу.",
            "2024-06-21",
        ),
        (
            "Ukraine concluded 9 agreements on visa-free travel, said the envoy in Peru.",
            "2018-12-10",
        ),
    ],
)
def test_partners_that_are_only_counted_are_nobody(text: str, published: str) -> None:
    assert not told(text, published)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        pytest.param(
            "Angola and Gabon signed visa waiver agreements with Colombia in 2019 and 2021.",
            "2025-03-01",
            [("AGO-COL", "2019"), ("COL-GAB", "2021")],
            id="years in parallel",
        ),
        pytest.param(
            "Россия подписала соглашения об отмене виз с Анголой и Габоном "
            "3 мая и 5 июня 2021 года соответственно.",
            "2022-03-01",
            [("AGO-RUS", "2021-05-03"), ("GAB-RUS", "2021-06-05")],
            id="days in parallel",
        ),
    ],
)
def test_days_dealt_out_among_partners(
    text: str, published: str, expected: list[tuple[str, str]]
) -> None:
    assert [(states, day) for _, states, _, day in sorted(told(text, published))] == expected


def test_a_weekday_that_opens_the_next_sentence_says_nothing_of_the_day_before_it() -> None:
    text = (
        "Le ministre vietnamien a séjourné en Côte d'Ivoire du 2 au 4 juin. "
        "Mercredi, les deux pays ont signé un accord d'exemption de visas."
    )
    acts = told(text, "2025-06-05")
    assert ("signature", "CIV-VNM", "done", "2025-06-04") in acts
    assert ("visit", "CIV-VNM", "done", "2025-06-02") in acts


@pytest.mark.parametrize(
    "text",
    [
        "Bakanlar 3 Mart'ta Lima'da üç belge imzaladı. Vize muafiyeti anlaşması diplomatik "
        "pasaport hamillerini kapsıyor. İkincisi gümrük işbirliğine, üçüncüsü mesleki eğitime "
        "ilişkin. Türkiye Dışişleri Bakanı ile Peru Dışişleri Bakanı törende konuştu.",
        "Түркия мен Перу сыртқы істер министрлері 3 наурызда үш құжатқа қол қойды. Біріншісі "
        "дипломатиялық паспорт иелерін визадан босатады. Екіншісі кеден ынтымақтастығына, "
        "үшіншісі білім саласына қатысты.",
        "Министры иностранных дел Турции и Перу 3 марта подписали три документа. Соглашение о "
        "взаимной отмене виз касается владельцев дипломатических паспортов. Второй документ "
        "посвящён таможенному делу, третий – профессиональному образованию.",
    ],
)
def test_agreements_told_by_their_number(text: str) -> None:
    reading = read_announcement(text, published=date(2025, 3, 5))
    signed = {(a.subject, a.date) for a in reading.acts if a.kind == "signature"}
    assert signed == {(s, "2025-03-03") for s in ("visa_exemption", "trade", "education")}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("С 1 апреля граждане Замбии смогут посещать Перу без визы, решил президент.", "PER-ZMB"),
        (
            "З 1 квітня громадяни Замбії зможуть відвідувати Перу без віз, сказав посол Перу.",
            "PER-ZMB",
        ),
    ],
)
def test_what_travellers_will_be_able_to_do_from_a_day_on(text: str, states: str) -> None:
    assert ("unilateral_exemption", states, "planned", "2025-04-01") in told(text, "2025-03-07")
    assert not told(text.split(" ", 3)[3].capitalize(), "2025-03-07")


def test_a_parliament_known_by_its_name() -> None:
    text = "Госдума в среду ратифицировала соглашение с Замбией о взаимной отмене виз."
    assert ("approval", "RUS-ZMB", "done", "2025-03-05") in told(text, "2025-03-07")
