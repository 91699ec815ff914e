"""The language of a text."""

from __future__ import annotations

import pytest

from comity.read import read_announcement
from comity.read.words.language import detect

SAMPLES = {
    "fr": "Les deux ministres ont signé un accord sur la suppression des visas.",
    "en": "The two ministers have signed an agreement on the waiver of visas for the holders.",
    "es": "Los dos ministros suscribieron un acuerdo sobre la supresión de visas.",
    "pt": "Os dois ministros assinaram um acordo sobre a isenção de vistos para os titulares.",
    "de": "Die beiden Minister haben ein Abkommen über die Visumpflicht unterzeichnet.",
    "it": "I due ministri hanno firmato un accordo sull'esenzione dal visto per i titolari.",
    "tr": "İki ülkenin bakanları vizeler için bir anlaşma imzaladı ve bu anlaşma ile",
    "az": "İki ölkənin nazirləri vizasız rejim haqqında Saziş imzalayıb və sənəd üçün",
    "uz": "Ikki mamlakat vazirlari vizasiz rejim to‘g‘risidagi bitimni imzoladi va bu hujjat",
    "ky": "Эки өлкөнүн министрлери визасыз режим жөнүндө келишимге кол коюшту жана бул",
    "id": "Menteri luar negeri kedua negara telah menandatangani perjanjian bebas visa bagi warga",
    "ms": "Kerajaan memberikan pengecualian visa bagi pemegang pasport rasmi kedua-dua negara",
    "mn": "Хоёр улсын сайд нар иргэдийг визийн шаардлагаас чөлөөлөх хэлэлцээрт гарын үсэг зурлаа",
    "ka": "ორი ქვეყნის მინისტრებმა უვიზო მიმოსვლის შესახებ შეთანხმებას ხელი მოაწერეს",
    "hy": "Երկու երկրների նախարարները ստորագրեցին առանց վիզայի ռեժիմի մասին համաձայնագիր",
    "ru": "Министры двух стран подписали соглашение об отмене виз для владельцев паспортов.",
    "uk": "Міністри двох країн підписали угоду про взаємне скасування віз для власників паспортів.",
    "kk": "Екі елдің министрлері визасыз режим туралы келісімге қол қойды және бұл құжат үшін",
    "ar": "وقع الوزيران في العاصمة اتفاقية بشأن إلغاء التأشيرة لحاملي الجوازات الدبلوماسية.",
    "zh": "两国外长签署了关于互免持外交、公务护照人员签证的协定。",
    "vi": "Hai bộ trưởng đã ký hiệp định về miễn thị thực cho người mang hộ chiếu ngoại giao.",
    "nl": "De twee ministers hebben een overeenkomst over visa ondertekend in het paleis.",
    "pl": "Ministrowie podpisali umowę o zniesieniu wiz dla posiadaczy i jest to że się na",
    "fa": "وزیران دو کشور موافقت‌نامه لغو روادید را امضا کردند و این سند برای دارندگان است",
    "ja": "両国の外相は外交旅券所持者の査証免除に関する取極に署名しました。",
    "ko": "양국 외교장관은 외교관여권 소지자에 대한 사증면제협정에 서명하였다.",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_languages_are_told_apart(language: str, text: str) -> None:
    assert detect(text) == language


def test_uzbek_is_known_in_cyrillic_too() -> None:
    assert detect("Икки мамлакат вазирлари визасиз режим тўғрисидаги битимни имзолади") == "uz"


def test_a_text_without_words_has_no_language() -> None:
    assert detect("12 / 34 — 56") is None


@pytest.mark.parametrize("language", ["nl", "pl"])
def test_a_language_that_cannot_be_read_is_reported(language: str) -> None:
    reading = read_announcement(SAMPLES[language], published="2024-01-01")
    assert reading.language == language
    assert reading.acts == ()
    assert len(reading.warnings) == 1
