"""How acts are told: by one state, of several at once, by others than the signatories."""

from __future__ import annotations

import pytest

from comity.read import read_announcement
from comity.read.model import Act


def acts(text: str, published: str) -> list[Act]:
    return list(read_announcement(text, published=published).acts)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        (  # the list comes after "including"
            "Fiji has unilaterally abolished visa requirements for nationals of 28 countries "
            "including Peru, Malta and Oman, the foreign ministry said.",
            ("FJI", "MLT", "OMN", "PER"),
        ),
        (  # no word for one-sided, and a decree that somebody signed
            "Казахстан ввёл безвизовый режим для граждан Китая, Индии и Ирана. Соответствующее "
            "постановление правительства подписал премьер-министр.",
            ("CHN", "IND", "IRN", "KAZ"),
        ),
    ],
)
def test_an_exemption_by_one_state_is_no_agreement(text: str, states: tuple[str, ...]) -> None:
    assert [(a.kind, a.states) for a in acts(text, "2024-02-01")] == [
        ("unilateral_exemption", states)
    ]


def test_a_state_named_after_a_saint() -> None:
    found = acts("St. Lucia and Fiji signed a visa waiver agreement on 4 May 2023.", "2023-05-06")
    assert [(a.kind, a.states) for a in found] == [("signature", ("FJI", "LCA"))]


def test_what_all_agreements_of_a_text_cover() -> None:
    found = acts(
        "Ghana's parliament on Tuesday ratified visa waiver agreements with Morocco, Colombia and "
        "Dominica. The agreements cover holders of diplomatic and service passports.",
        "2025-06-11",
    )
    assert {a.states for a in found} == {("COL", "GHA"), ("DMA", "GHA"), ("GHA", "MAR")}
    assert {a.passport_classes for a in found} == {("diplomatic", "service")}
    assert {a.kind for a in found} == {"ratification"}


def test_agreements_told_apart_by_their_order() -> None:
    found = acts(
        "Le Tchad a signé vendredi deux accords de suppression de visas, l'un avec le Royaume "
        "d'Eswatini, l'autre avec les Comores. Le premier vise les passeports diplomatiques et "
        "officiels ; le second, les passeports ordinaires.",
        "2025-02-14",
    )
    assert {(a.states, a.passport_classes) for a in found} == {
        (("SWZ", "TCD"), ("diplomatic", "official")),
        (("COM", "TCD"), ("ordinary",)),
    }


def test_envoys_received_at_once_are_one_act_each() -> None:
    found = acts(
        "Президент Казахстана сегодня принял верительные грамоты послов. Грамоты вручили послы "
        "Иордании, Чада и Перу.",
        "2024-11-28",
    )
    assert {(a.kind, a.states) for a in found} == {
        ("accreditation", ("JOR", "KAZ")),
        ("accreditation", ("KAZ", "TCD")),
        ("accreditation", ("KAZ", "PER")),
    }


@pytest.mark.parametrize(
    ("text", "name", "role", "state", "part"),
    [
        (  # the name stands in an oblique case, as its office does
            "Россия и Катар подписали соглашение о взаимной отмене виз. В присутствии посла "
            "Казахстана Ермека Кошербаева документ скрепили подписями.",
            "Ермек Кошербаев",
            "ambassador",
            "KAZ",
            "witness",
        ),
        (  # who looked on is named before the verb
            "Fiji and Peru signed a visa waiver agreement. President of Peru Juan Perez and the "
            "Speaker witnessed the signing.",
            "Juan Perez",
            "president",
            "PER",
            "witness",
        ),
        (  # the state is told before the office
            "Angola e Timor-Leste assinaram um acordo de isenção de vistos. Assinaram, por Angola, "
            "a ministra Maria Lopes e, por Timor-Leste, o ministro Rui Belo.",
            "Rui Belo",
            "minister",
            "TLS",
            "signatory",
        ),
        (  # a long office stands between the word and the name
            "L'accord de suppression de visas entre le Sénégal et Oman a été signé par la ministre "
            "sénégalaise de l'Intégration africaine et des Affaires étrangères, Awa Sarr.",
            "Awa Sarr",
            "foreign_minister",
            "SEN",
            "signatory",
        ),
    ],
)
def test_persons(text: str, name: str, role: str, state: str, part: str) -> None:
    people = [p for a in acts(text, "2024-05-10") for p in a.persons]
    assert (name, role, state, part) in {(p.name, p.role, p.state, p.part) for p in people}


def test_a_range_of_days_begins_with_its_first() -> None:
    found = acts(
        "中方决定对法国、德国、意大利持普通护照人员试行单方面免签政策。2023年12月1日至2024年11月30日期间，"
        "上述国家持普通护照人员来华不超过15天，可免签入境。",
        "2023-12-08",
    )
    assert [(a.kind, a.date, a.stay.days if a.stay else None) for a in found] == [
        ("unilateral_exemption", "2023-12-01", 15)
    ]


def test_a_split_verb() -> None:
    found = acts(
        "دخلت اتفاقية الإعفاء المتبادل من التأشيرات بين سلطنة عُمان وجمهورية تركمانستان لحملة "
        "الجوازات الدبلوماسية حيز التنفيذ ابتداءً من الأول من نوفمبر 2023.",
        "2023-11-15",
    )
    assert [(a.kind, a.states, a.date) for a in found] == [
        ("entry_into_force", ("OMN", "TKM"), "2023-11-01")
    ]


def test_a_law_that_ratifies_is_signed_by_one_state() -> None:
    found = acts(
        "Президент подписал Федеральный закон «О ратификации Соглашения между Правительством "
        "Российской Федерации и Правительством Султаната Оман о взаимной отмене визовых "
        "требований».",
        "2025-05-05",
    )
    assert [(a.kind, a.states) for a in found] == [("ratification", ("OMN", "RUS"))]
