"""Steps told in passing, and words beside a visa that exempt nobody from it."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement


def told(text: str, published: str) -> set[tuple[str, str, str | None]]:
    found = read_announcement(text, published=date.fromisoformat(published)).acts
    return {(a.kind, "-".join(a.states), a.date) for a in found}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (  # an agreement whose day a verb tells, behind its whole name
            "L'accord entre le gouvernement fidjien et celui du Pérou portant sur l'exemption de "
            "visa date du 3 mars 2021. Il est entré en vigueur le 9 juin 2021.",
            "2021-07-01",
            {("signature", "FJI-PER", "2021-03-03"), ("entry_into_force", "FJI-PER", "2021-06-09")},
        ),
        (  # a head of state who promulgates the law that authorises a ratification
            "Le président du Togo vient de promulguer la loi autorisant le Président de la "
            "République Faure Gnassingbé à ratifier l'accord entre le Togo et le Pérou relatif à "
            "l'exemption de visa.",
            "2021-07-01",
            {("approval", "PER-TGO", None)},
        ),
        (  # a ratification that is spoken of on some day, delayed, or still under way
            "Fiji e Peru assinaram a 2 de março de 2021 um acordo de supressão de vistos. O acordo "
            "devia vigorar a 1 de junho, o que não aconteceu devido a atrasos nos procedimentos "
            "de ratificação.",
            "2021-07-01",
            {("signature", "FJI-PER", "2021-03-02")},
        ),
        (  # an ocean is no state
            "Le Pérou a signé lundi un accord d'exemption de visa avec les Seychelles. Le Pérou "
            "a ainsi conclu un accord d'exemption de visa avec cet État de l'océan Indien.",
            "2021-07-01",
            {("signature", "PER-SYC", "2021-06-28")},
        ),
        (  # fees
            "أعفت بيرو مواطني فيجي من رسوم الحصول على تأشيرة الدخول إلى أراضيها.",
            "2021-07-01",
            set(),
        ),
        (  # one word for the nationals, a beginning told by another phrase
            "أعلنت وزارة خارجية بيرو إعفاء حاملي جوازات السفر الفيجية العادية من تأشيرة الدخول إلى "
            "بيرو بداية من 15 يونيو 2024.",
            "2024-06-15",
            {("unilateral_exemption", "FJI-PER", "2024-06-15")},
        ),
        (  # a measure whose author stands behind it, beside an agreement with another state
            "L'accord d'exemption de visa entre Fidji et le Pérou est entré en vigueur le 2 mai "
            "2021. Pour les Fidjiens qui se rendent au Togo, la mesure unilatérale prise par les "
            "autorités togolaises abolit le visa.",
            "2021-07-01",
            {
                ("entry_into_force", "FJI-PER", "2021-05-02"),
                ("unilateral_exemption", "FJI-TGO", None),
            },
        ),
        (  # what holders of passports travel for is no visit of anybody
            "Le gouvernement fidjien accède à la demande du Pérou d'abolir les visas pour ceux "
            "détenant un passeport diplomatique et qui se rendent à Suva pour une visite "
            "officielle, annonce le bureau du Premier ministre du Pérou.",
            "2021-07-01",
            {("unilateral_exemption", "FJI-PER", None)},
        ),
        (  # partners of the state that reports, each with its day of force in brackets
            "Jakarta - Pemerintah Indonesia mengadakan persetujuan bebas visa bagi pemegang paspor "
            "diplomatik dengan dua negara. Negara yang baru bergabung adalah Peru (mulai berlaku "
            "22 April 2019), Fiji (2 Juni 2020).",
            "2021-07-01",
            {
                ("entry_into_force", "IDN-PER", "2019-04-22"),
                ("entry_into_force", "FJI-IDN", "2020-06-02"),
            },
        ),
        (  # a state visit of somebody without his office
            "Moçambique e Peru assinaram na sexta-feira um acordo de isenção de vistos. É um dos "
            "protocolos fechados no quadro da visita de Estado de Filipe Nyusi a Lima.",
            "2021-07-01",
            {("signature", "MOZ-PER", "2021-06-25"), ("visit", "MOZ-PER", None)},
        ),
    ],
)
def test_told_in_passing(text: str, published: str, expected: set[object]) -> None:
    assert told(text, published) == expected


def test_links_end_where_a_paragraph_begins() -> None:
    text = (
        "Fiji dan Peru menandatangani perjanjian bebas visa pada Rabu (5/5/2021).\n\nBaca Juga\n\n"
        "Warga negara Peru telah dapat masuk ke Fiji tanpa visa sejak 2016 sesuai dengan keputusan "
        "sepihak dari pihak Fiji. Menurut perjanjian baru, kedua negara akan bekerja sama di "
        "berbagai bidang secara permanen."
    )
    assert ("unilateral_exemption", "FJI-PER", "2016") in told(text, "2021-05-06")
