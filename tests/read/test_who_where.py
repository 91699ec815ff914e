"""Who took part, where and on which occasion; parties and texts that no name tells."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement
from comity.read.model import Act


def acts(text: str, published: str) -> tuple[Act, ...]:
    return read_announcement(text, published=date.fromisoformat(published)).acts


def told(text: str, published: str) -> set[tuple[str, str, str | None, str]]:
    return {(a.kind, "-".join(a.states), a.subject, a.mode) for a in acts(text, published)}


VISA = "visa_exemption"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (  # a relative clause: the state before it is the partner of the one that writes
            "La Camera ha approvato ieri il trattato di estradizione tra Italia e Perù. Approvato "
            "anche quello con il Cile, con il quale un accordo di esenzione dal visto è in vigore "
            "dal 2015.",
            "2024-03-07",
            ("entry_into_force", "CHL-ITA", VISA, "done"),
        ),
        (  # texts named by pronouns
            "Peru und Ghana haben am Montag in Lima drei Dokumente unterzeichnet. Eines befreit "
            "Inhaber von Diplomatenpässen von der Visumpflicht. Die anderen betreffen die "
            "Berufsbildung und die Rückübernahme.",
            "2024-03-07",
            ("signature", "GHA-PER", "readmission", "done"),
        ),
        (  # a split verb at the end of a German clause
            "Der peruanische Ministerrat hat beschlossen, Verhandlungen mit Ghana über ein "
            "Abkommen zur Aufhebung der Visumpflicht aufzunehmen.",
            "2024-03-07",
            ("negotiation", "GHA-PER", VISA, "planned"),
        ),
        (  # who speaks, of his own state
            "Le ministre ghanéen a annoncé que le Ghana avait signé un accord d'exemption de visa "
            "avec le Pérou. « Nous avons conclu des accords d'exemption de visa avec deux pays, le "
            "Pérou et le Chili », a-t-il dit.",
            "2024-03-07",
            ("signature", "CHL-GHA", VISA, "done"),
        ),
        (  # the beneficiaries are listed after the decision
            "Le Pérou a décidé la suppression des visas pour les ressortissants de quatre pays. "
            "Sont dispensés de visa les citoyens du Ghana, du Kenya, du Chili et de Malte.",
            "2024-03-07",
            ("unilateral_exemption", "CHL-GHA-KEN-MLT-PER", VISA, "done"),
        ),
        (  # a visit still to come
            "Peru und Ghana haben in Lima ein Abkommen über die Aufhebung der Visumpflicht für "
            "Diplomatenpässe unterzeichnet. Der peruanische Außenminister wird im Mai nach Ghana "
            "zu einem offiziellen Besuch reisen.",
            "2024-03-07",
            ("signature", "GHA-PER", VISA, "done"),
        ),
    ],
)
def test_parties_that_no_name_tells(
    text: str, published: str, expected: tuple[str, str, str | None, str]
) -> None:
    assert expected in told(text, published)


@pytest.mark.parametrize(
    "text",
    [
        # a matter that no list knows is no exemption, although the text speaks of visas
        "Ghana and Peru established relations in 2017. Ghana has signed 14 agreements on the "
        "establishment of sister cities with Peru. Holders of Ghanaian passports may travel "
        "without a visa to 60 countries.",
        # "not yet signed", with words between
        "L'accord d'exemption de visa entre le Ghana et le Pérou n'est d'ailleurs pas encore "
        "signé.",
    ],
)
def test_no_act_on_visas(text: str) -> None:
    assert not [a for a in acts(text, "2024-03-07") if a.subject == VISA and a.mode == "done"]


def test_two_dates_of_a_gathering_and_a_signature() -> None:
    (act,) = acts(
        "En marge du sommet réuni à Lima ce 30 juillet, les ministres du Ghana et du Pérou ont "
        "signé le 29 juillet un accord d'exemption de visa.",
        "2024-07-31",
    )
    assert act.date == "2024-07-29"


def test_persons_behind_long_offices_and_names_like_places() -> None:
    (act,) = acts(
        "The agreement on visa exemption for diplomatic passports between Ghana and Peru was "
        "signed on Monday by the Undersecretary for Diplomatic Affairs of Peru, Rosa Quispe, and "
        "Ghana's Ambassador, Mr Jordan Mensah.",
        "2024-03-07",
    )
    found = {(p.name, p.state, p.role, p.part) for p in act.persons}
    assert ("Rosa Quispe", "PER", "deputy_foreign_minister", "signatory") in found
    assert ("Jordan Mensah", "GHA", "ambassador", "signatory") in found
    assert act.states == ("GHA", "PER")


def test_an_office_alone_is_the_person_named_before() -> None:
    found = acts(
        "Foreign Minister of Ghana Ama Mensah arrived in Lima on Tuesday. There the minister "
        "signed with Peru an agreement on visa exemption for diplomatic passports.",
        "2024-03-07",
    )
    signed = next(a for a in found if a.kind == "signature")
    assert [(p.name, p.part) for p in signed.persons] == [("Ama Mensah", "signatory")]


def test_the_place_told_before_and_the_seat_of_an_embassy() -> None:
    (act,) = acts(
        "The ministers of Ghana and Peru met in Lima on Monday. They signed an agreement on visa "
        "exemption for diplomatic passports, the Embassy of Peru in Accra said.",
        "2024-03-07",
    )
    assert act.place == "Lima"


def test_the_occasion_holds_for_all_that_was_signed() -> None:
    found = acts(
        "La 3e session de la commission mixte entre le Ghana et le Pérou s'est achevée mardi à "
        "Lima. Les deux ministres ont signé un accord d'exemption de visa pour les passeports "
        "diplomatiques et un accord sur le tourisme.",
        "2024-03-07",
    )
    assert {a.occasion for a in found} == {"3e session de la commission mixte"}
    assert {a.place for a in found} == {"Lima"}


def test_sectors_are_wished_for_and_not_those_signed() -> None:
    found = acts(
        "Ghana and Peru signed on Monday an agreement on visa exemption for diplomatic passports "
        "and an agreement on tourism. The two sides exchanged views on energy and health.",
        "2024-03-07",
    )
    assert sorted({s for a in found for s in a.sectors}) == ["energy", "health"]


def test_a_compound_tells_its_matter() -> None:
    """`Luftverkehrsabkommen` is an agreement, and its first part its subject."""
    text = (
        "Deutschland und Kenia haben am 3. Mai 2024 in Nairobi ein Luftverkehrsabkommen "
        "und ein Visabefreiungsabkommen unterzeichnet."
    )
    assert {a.subject for a in acts(text, "2024-05-05")} == {"air_services", "visa_exemption"}


def test_who_receives_is_host() -> None:
    """Who is told to have received the visitor, in a sentence of its own, hosts the visit."""
    text = (
        "Le ministre vietnamien des Affaires étrangères, Tran Van Minh, a effectué une visite "
        "officielle à Dakar du 2 au 4 juin 2025.\n"
        "Il a été reçu en audience par le président sénégalais Amadou Ndiaye Fall. "
        "Les deux pays ont signé mardi un accord de suppression de visas."
    )
    visit = next(a for a in acts(text, "2025-06-05") if a.kind == "visit")
    assert {(p.name, p.part) for p in visit.persons} == {
        ("Tran Van Minh", "visitor"),
        ("Amadou Ndiaye Fall", "host"),
    }
    assert str(visit.date) == "2025-06-02"
