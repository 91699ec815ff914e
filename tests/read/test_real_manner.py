"""Sentences in the manner of real announcements: each rule that published texts asked for."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement
from comity.read.model import Act


def acts(text: str, published: str) -> list[Act]:
    return list(read_announcement(text, published=date.fromisoformat(published)).acts)


def told(text: str, published: str) -> set[tuple[str, str, str, str | None]]:
    return {(a.kind, "-".join(a.states), a.mode, a.date) for a in acts(text, published)}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (  # two dates with abbreviated months, and a relative clause between the act and its date
            "As Suva told the press, on Feb. 3, 2021, the Fiji-Peru accord on visa exemption for "
            "diplomats, signed on Jun. 9, 2019, entered into force.",
            "2021-02-05",
            {
                ("entry_into_force", "FJI-PER", "done", "2021-02-03"),
                ("signature", "FJI-PER", "done", "2019-06-09"),
            },
        ),
        (  # "will enter into force" in a notice that was published afterwards
            "《中华人民共和国政府和斐济共和国政府关于互免持外交护照人员签证的协定》"
            "已于2019年5月6日在北京签署,并将于2020年3月1日生效。",
            "2020-03-05",
            {
                ("signature", "CHN-FJI", "done", "2019-05-06"),
                ("entry_into_force", "CHN-FJI", "done", "2020-03-01"),
            },
        ),
        (  # the Union as a party, by its name and by its abbreviation
            "Travellers with diplomatic passports of Vanuatu are told that on 4 March the "
            "European Union suspended visa-free travel for them.",
            "2024-03-06",
            {("suspension", "EUE-VUT", "done", "2024-03-04")},
        ),
        (  # one chamber of two, and the date of the signature in the next sentence
            "Сегодня Палата представителей Белоруссии ратифицировала соглашение с Перу об отмене "
            "виз для дипломатических паспортов. Его подписали в Лиме 2 марта 2021 года.",
            "2022-05-17",
            {
                ("approval", "BLR-PER", "done", "2022-05-17"),
                ("signature", "BLR-PER", "done", "2021-03-02"),
            },
        ),
        (  # an official order in Kazakh, with the date in its heading's form
            "2021 жылғы 4 наурызда Лимада жасалған Қазақстан Республикасының Үкіметі мен Перу "
            "Республикасының Үкіметі арасындағы дипломатиялық паспорттардың иелерін визалық "
            "талаптардан босату туралы келісім бекітілсін.",
            "2021-06-01",
            {
                ("approval", "KAZ-PER", "done", None),
                ("signature", "KAZ-PER", "done", "2021-03-04"),
            },
        ),
        (  # a date beside each of two acts of one sentence
            "Hiệp định về miễn thị thực cho người mang hộ chiếu ngoại giao giữa Chính phủ Việt Nam "
            "và Chính phủ Man-ta, ký tại Valletta ngày 3 tháng 5 năm 2019 có hiệu lực từ ngày "
            "8 tháng 6 năm 2020.",
            "2020-06-20",
            {
                ("signature", "MLT-VNM", "done", "2019-05-03"),
                ("entry_into_force", "MLT-VNM", "done", "2020-06-08"),
            },
        ),
        (  # a law's number is no word of denial; the law approves
            "Ley Nº 5112/2021 que aprueba el Acuerdo entre el Gobierno de la República del "
            "Paraguay y el Gobierno de la República de Fiyi sobre supresión de visas en "
            "pasaportes diplomáticos.",
            "2021-09-01",
            {("approval", "FJI-PRY", "done", None)},
        ),
    ],
)
def test_dates_and_stages(
    text: str, published: str, expected: set[tuple[str, str, str, str | None]]
) -> None:
    assert told(text, published) == expected


def test_a_list_of_partners_is_one_act_for_each() -> None:
    found = told(
        "Россия намерена подписать соглашения об отмене виз сразу с несколькими "
        "государствами, в том числе Фиджи, Кувейт, Замбия и Мексика.",
        "2022-03-05",
    )
    assert found == {
        ("signature", f"{pair}", "planned", None)
        for pair in ("FJI-RUS", "KWT-RUS", "RUS-ZMB", "MEX-RUS")
    }


def test_partners_named_in_the_next_sentence() -> None:
    found = told(
        "Le Bénin a signé des accords d'exemption de visa avec trois pays. "
        "Il s'agit de : Fidji, Belize et Grenade.",
        "2022-03-05",
    )
    assert {states for _, states, _, _ in found} == {"BEN-FJI", "BEN-BLZ", "BEN-GRD"}


def test_a_counterpart_hosts_the_visitor_and_serves_the_other_state() -> None:
    found = acts(
        "Le Togo et le Kazakhstan ont signé lundi un accord d'exemption de visas pour les "
        "titulaires de passeports diplomatiques. Les relations ont été marquées par la visite du "
        "président Faure Gnassingbé au Kazakhstan. Des engagements y avaient été pris avec son "
        "homologue Kassym-Jomart Tokayev.",
        "2025-09-26",
    )
    signed = next(a for a in found if a.kind == "signature")
    visit = next(a for a in found if a.kind == "visit")
    assert not signed.persons
    assert {(p.state, p.part) for p in visit.persons} == {("TGO", "visitor"), ("KAZ", "host")}


@pytest.mark.parametrize(
    ("text", "published", "stay"),
    [
        (
            "Fiji and Peru signed an agreement on visa exemption for diplomatic passports. Holders "
            "may stay for no more than 30 calendar days.",
            "2021-02-05",
            (30, None, None),
        ),
        (
            "斐济和中国互免签证协定已于2024年5月1日生效。根据协定,两国公民单次停留不超过30日,"
            "每180日累计停留不超过90日,免办签证。",
            "2024-05-03",
            (30, None, "per_visit"),
        ),
        (
            "La France et le Pérou ont signé un accord d'exemption de visas pour les passeports "
            "diplomatiques. Les titulaires pourront séjourner 90 jours sans visa. La durée "
            "autorisée est de 90 jours sur toute période de 180 jours.",
            "2024-05-03",
            (90, 180, "rolling"),
        ),
    ],
)
def test_stays(text: str, published: str, stay: tuple[int, int | None, str | None]) -> None:
    found = acts(text, published)[0].stay
    assert found is not None
    assert (found.days, found.window_days, found.rule) == stay


def test_the_body_overrules_the_classes_of_the_headline() -> None:
    found = acts(
        "Fiji, Peru waive visas for diplomatic, official passports\n\n"
        "Fiji and Peru have signed a visa waiver agreement for holders of diplomatic, special and "
        "service passports.",
        "2024-05-03",
    )
    assert found[0].passport_classes == ("diplomatic", "service", "special")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (  # "sign" the noun, and a list of a traveller's guide
            "A visa-free border is a sign of trust between nations. Diplomats know it best: with "
            "their passports they enter Fiji, Peru and Kuwait without a visa.",
            "2024-05-03",
        ),
        (  # accession talks in the news of another matter
            "Tbilisi wants no opening of negotiations with the EU for now. Georgia's passport "
            "holders still travel visa-free.",
            "2024-05-03",
        ),
        (  # Tajik is not read, and not taken for Russian or Uzbek
            "Ҳукумати Тоҷикистон ва Ҳукумати Фиҷӣ дар бораи реҷаи бе раводид созишнома имзо "
            "карданд. Инро Вазорати корҳои хориҷӣ хабар дод.",
            "2024-05-03",
        ),
    ],
)
def test_no_act(text: str, published: str) -> None:
    assert acts(text, published) == []


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (  # two ministers after one plural office, each with the state after the name
            "Un accord d'exemption de visas entre le Bénin et le Sri Lanka pour les passeports "
            "diplomatiques a été signé par les ministres des Affaires étrangères Olushegun Adjadi "
            "Bakari du Bénin et Ali Sabry du Sri Lanka.",
            "2024-01-20",
            {
                ("Olushegun Adjadi Bakari", "BEN", "signatory"),
                ("Ali Sabry", "LKA", "signatory"),
            },
        ),
        (  # what an apostrophe adds is no part of a name, and who is visited is the host
            "Rwanda and Egypt signed an agreement on visa exemption for diplomatic passports. It "
            "follows President Paul Kagame's visit to Cairo, where he met Egyptian President Abdel "
            "Fattah El-Sisi.",
            "2025-09-25",
            {
                ("Paul Kagame", "RWA", "visitor"),
                ("Abdel Fattah El-Sisi", "EGY", "host"),
            },
        ),
    ],
)
def test_persons(text: str, published: str, expected: set[tuple[str, str, str]]) -> None:
    found = {(p.name, p.state, p.part) for a in acts(text, published) for p in a.persons}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (  # the agreements referred to are those with the states whose ministers signed them
            "Fiji concluded visa waiver agreements with African partners, the prime minister of "
            "Fiji told parliament. For the partners the agreements were signed by the ministers of "
            "Ghana, Kenya and Benin.",
            "2025-09-26",
            {"FJI-GHA", "FJI-KEN", "BEN-FJI"},
        ),
        (  # a name inside a longer one that names no state
            "Peru and Cuba signed a visa waiver agreement for diplomatic passports. It opens air "
            "links with South America.",
            "2025-09-26",
            {"CUB-PER"},
        ),
    ],
)
def test_states(text: str, published: str, expected: set[str]) -> None:
    assert {states for _, states, _, _ in told(text, published)} == expected


def test_a_decree_takes_effect_and_the_agreement_does_not() -> None:
    found = told(
        "Fiyi aprueba el acuerdo de exención de visado con Perú\n\n"
        "Así lo dispone el decreto del 13 de junio, que entró en vigor ayer. El canciller quedó "
        "autorizado a firmar el acuerdo y espera que la firma del texto sea útil.",
        "2023-06-15",
    )
    assert {(kind, mode) for kind, _, mode, _ in found} == {
        ("approval", "done"),
        ("signature", "planned"),
    }


def test_partners_told_at_once_share_the_terms() -> None:
    found = acts(
        "Le Bénin a signé des accords d'exemption de visa avec trois pays. "
        "Il s'agit de : Fidji, Belize et Grenade. Les détenteurs de tous types de passeports "
        "peuvent s'y rendre.",
        "2022-03-05",
    )
    assert {a.passport_classes for a in found} == {("any",)}


def test_a_verb_in_the_plural_tells_of_several_agreements() -> None:
    found = told(
        "Дипломаты Кыргызстана подвели итоги. Соглашения об отмене виз в 2023 году были подписаны "
        "с Фиджи и Перу для дипломатических паспортов, а затем с Республикой Чили.",
        "2024-07-01",
    )
    assert found == {
        ("signature", pair, "done", "2023") for pair in ("FJI-KGZ", "KGZ-PER", "CHL-KGZ")
    }


def test_an_agreement_with_one_named_party_is_no_act_and_is_said_so() -> None:
    reading = read_announcement(
        "At its weekly sitting the cabinet approved a visa exemption agreement with Fiji; "
        "diplomats will travel without visas.",
        published=date(2023, 2, 16),
    )
    assert not reading.acts
    assert any("FJI" in warning for warning in reading.warnings)
