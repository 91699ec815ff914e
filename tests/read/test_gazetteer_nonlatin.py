"""The gazetteers of states for the announcement reader, in non-Latin scripts.

Each line is ``CODE<TAB>kind<TAB>form|form|...<TAB>flags``.  A form that ends in ``*`` is a stem
followed by nought to four more letters.  The longest match wins; of two matches of one length the
one with more written letters wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import comity

GAZETTEER = Path(comity.__file__).parent / "read" / "data" / "gazetteer"
LANGUAGES = ("ru", "uk", "kk", "ar", "zh")
KINDS = {"name", "long", "adjective", "demonym", "capital", "government"}
FLAG = re.compile(r"common|abbrev|ambiguous:[A-Z]{2,3}(\+[A-Z]{2,3})+")
STEM_TAIL = 4

UN_MEMBERS = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA
BRB BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK
DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY
HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ
MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY
QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD
TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB
ZWE
""".split()
ALSO_NAMED = ("VAT", "PSE", "XKX", "TWN", "HKG", "MAC", "EUE")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a gazetteer."""

    number: int
    code: str
    kind: str
    forms: tuple[str, ...]
    flags: frozenset[str]

    @property
    def meanings(self) -> tuple[str, ...]:
        """The states the forms may mean: the line's own, or those its flag names."""
        for flag in self.flags:
            if flag.startswith("ambiguous:"):
                return tuple(sorted(flag.removeprefix("ambiguous:").split("+")))
        return (self.code,)

    @property
    def needs_context(self) -> bool:
        return bool(self.flags & {"common", "abbrev"})


@cache
def lines(language: str) -> tuple[Line, ...]:
    text = (GAZETTEER / f"{language}.tsv").read_text(encoding="utf-8")
    found = []
    for number, row in enumerate(text.splitlines(), start=1):
        code, kind, forms, flags = row.split("\t")
        split = frozenset(flags.split(",")) if flags else frozenset()
        found.append(Line(number, code, kind, tuple(forms.split("|")), split))
    return tuple(found)


@cache
def index(language: str) -> tuple[dict[str, Line], dict[str, Line], int]:
    """Whole forms, stems, and the length of the longest match."""
    whole: dict[str, Line] = {}
    stems: dict[str, Line] = {}
    for line in lines(language):
        for form in line.forms:
            if form.endswith("*"):
                stems.setdefault(form[:-1], line)
            else:
                whole.setdefault(form, line)
    longest = max(max(map(len, whole)), max(map(len, stems), default=0) + STEM_TAIL)
    return whole, stems, longest


def look_up(language: str, written: str) -> Line | None:
    whole, stems, _ = index(language)
    lowered = written[0].lower() + written[1:]
    for spelling in (written, lowered):
        if spelling in whole:
            return whole[spelling]
    for tail in range(min(STEM_TAIL, len(written) - 1) + 1):
        cut = len(written) - tail
        if tail and not written[cut:].isalpha():
            return None
        for spelling in (written, lowered):
            if spelling[:cut] in stems:
                return stems[spelling[:cut]]
    return None


def matches(language: str, text: str) -> Iterator[Line]:
    """The lines met in a running text, by the longest match from left to right."""
    _, _, longest = index(language)
    words = language != "zh"
    start = 0
    while start < len(text):
        if words and start and text[start - 1].isalpha():
            start += 1
            continue
        for end in range(min(len(text), start + longest), start, -1):
            if words and end < len(text) and text[end].isalpha():
                continue
            line = look_up(language, text[start:end])
            if line is not None:
                yield line
                start = end
                break
        else:
            start += 1


def states(language: str, text: str) -> str:
    """The states a text names outright: codes in order, ``A+B`` where a form may mean two."""
    return " ".join(
        "+".join(line.meanings) for line in matches(language, text) if not line.needs_context
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_keeps_the_format(language: str) -> None:
    raw = (GAZETTEER / f"{language}.tsv").read_text(encoding="utf-8")
    assert raw.endswith("\n")
    for number, row in enumerate(raw.splitlines(), start=1):
        fields = row.split("\t")
        assert len(fields) == 4, number
        code, kind, forms, flags = fields
        assert re.fullmatch(r"[A-Z]{3}|EU", code), number
        assert kind in KINDS, number
        for form in forms.split("|"):
            assert form, number
            assert form == " ".join(form.split()), (number, form)
            assert "*" not in form[:-1], (number, form)
        for flag in filter(None, flags.split(",")):
            assert FLAG.fullmatch(flag), (number, flag)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_repeats_a_form_or_another_line(language: str) -> None:
    heads = [
        (line.code, line.kind, line.flags, line.forms[0] if line.kind == "capital" else "")
        for line in lines(language)
    ]
    assert len(heads) == len(set(heads))
    for line in lines(language):
        assert len(line.forms) == len(set(line.forms)), line.number


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_name_and_every_member_a_capital(language: str) -> None:
    held: dict[str, set[str]] = {}
    for line in lines(language):
        for code in (line.code, *line.meanings):
            held.setdefault(line.kind, set()).add(code)
    assert len(UN_MEMBERS) == 193
    assert not {*UN_MEMBERS, *ALSO_NAMED} - held["name"]
    assert not set(UN_MEMBERS) - held["capital"]
    if language in ("ru", "uk", "ar"):
        assert not set(UN_MEMBERS) - held["adjective"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_is_claimed_by_two_states(language: str) -> None:
    claims: dict[str, set[str]] = {}
    for line in lines(language):
        for form in line.forms:
            claims.setdefault(form, set()).add(line.code)
    assert {form: codes for form, codes in claims.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ambiguity_names_the_state_of_its_own_line(language: str) -> None:
    for line in lines(language):
        assert line.code in line.meanings, line.number


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_alone_is_read_as_its_own_state(language: str) -> None:
    """No stem and no shorter form takes a form that another state has listed."""
    wrong = []
    for line in lines(language):
        for form in line.forms:
            spelled = form.removesuffix("*")
            met = [found.code for found in matches(language, spelled)]
            if met != [line.code]:
                wrong.append((line.number, form, met))
    assert wrong == []


@pytest.mark.parametrize("language", ["ru", "uk", "kk"])
def test_no_stem_reaches_into_the_forms_of_another_state(language: str) -> None:
    """Where one stem begins another state's form, the longer form is listed and wins."""
    whole, stems, _ = index(language)
    for stem, line in stems.items():
        for other in (*whole, *stems):
            if other != stem and other.startswith(stem):
                found = look_up(language, other)
                owner = whole.get(other) or stems[other]
                assert found is not None
                assert found.code == owner.code, (stem, line.code, other)


ADJECTIVE_ENDINGS = {
    "ru": "ий ая ое ие ого ому им ом ой ую их ими",
    "uk": "ий а е і ого ому им ої ій у ою их ими",
}


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_adjectives_are_stems_that_take_every_ending(language: str) -> None:
    for line in lines(language):
        if line.kind != "adjective":
            continue
        for form in line.forms:
            if not form.endswith("*"):
                assert form.endswith("о"), form  # the first half of a compound
                continue
            for ending in ADJECTIVE_ENDINGS[language].split():
                found = look_up(language, form[:-1] + ending)
                assert found is not None
                assert found.code == line.code, (form, ending)


CASES = {
    "ru": {
        "состоялись переговоры с Министром иностранных дел Казахстана": "KAZ",
        "между Республикой Казахстан и Кыргызской Республикой": "KAZ KGZ",
        "казахстанско-российского сотрудничества": "KAZ RUS",
        "Соглашение с Республикой Экваториальная Гвинея": "GNQ",
        "посол Экваториальной Гвинеи": "GNQ",
        "делегация Гвинеи-Бисау и посол Гвинеи": "GNB GIN",
        "с Независимым Государством Папуа — Новая Гвинея": "PNG",
        "визит в Папуа-Новую Гвинею": "PNG",
        "Республика Южный Судан и Республика Судан": "SSD SDN",
        "с Южным Суданом, а не с Суданом": "SSD SDN",
        "граждане Нигера и граждане Нигерии": "NER NGA",
        "нигерской и нигерийской сторонами": "NER NGA",
        "в Доминиканской Республике и в Доминике": "DOM DMA",
        "доминиканскими партнёрами": "DOM",
        "с КНДР и Республикой Корея": "PRK KOR",
        "Корейской Народно-Демократической Республики": "PRK",
        "корейской стороной": "KOR+PRK",
        "южнокорейские дипломаты": "KOR",
        "в Демократической Республике Конго": "COD",
        "Республикой Конго": "COG",
        "Соединённого Королевства Великобритании и Северной Ирландии": "GBR",
        "с Ирландией": "IRL",
        "Объединенными Арабскими Эмиратами": "ARE",
        "Китайской Народной Республикой": "CHN",
        "в Кот-д'Ивуаре": "CIV",
        "с Белоруссией и Молдавией": "BLR MDA",
        "американо-китайских отношений": "USA CHN",
        "по приглашению турецкой стороны в Анкаре": "TUR TUR",
        "между Эстонской Республикой и Румынией": "EST ROU",
        "россияне и казахстанцы": "RUS KAZ",
        "Российская сторона передала ноту в Нур-Султане": "RUS KAZ",
        "на Сейшельских Островах и на Мальдивах": "SYC MDV",
        "в Сент-Китсе и Невисе": "KNA",
        "с Американским Самоа": "ASM",
        "для того чтобы": "",
        "Святым Престолом и Европейским союзом": "VAT EUE",
        "брюссельские переговоры": "",
    },
    "uk": {
        "зустріч із Міністром закордонних справ Казахстану": "KAZ",
        "між Україною та Республікою Молдова": "UKR MDA",
        "з Сполученим Королівством Великої Британії та Північної Ірландії": "GBR",
        "громадян України та Туреччини": "UKR TUR",
        "українсько-польських консультацій": "UKR POL",
        "у Південно-Африканській Республіці": "ZAF",
        "з Об'єднаними Арабськими Еміратами": "ARE",
        "В’єтнамом і Китаєм": "VNM CHN",
        "у Гвінеї-Бісау, Гвінеї та Екваторіальній Гвінеї": "GNB GIN GNQ",
        "до Папуа-Нової Гвінеї": "PNG",
        "нігерською й нігерійською": "NER NGA",
        "з Південним Суданом і Суданом": "SSD SDN",
        "Домінікою та Домініканською Республікою": "DMA DOM",
        "у Києві та Празі": "UKR CZE",
        "німецької сторони": "DEU",
        "Демократичною Республікою Конго": "COD",
        "Корейською Народно-Демократичною Республікою": "PRK",
        "з Північною Македонією та Чорногорією": "MKD MNE",
        "Китайської Народної Республіки": "CHN",
        "у Коста-Риці": "CRI",
        "Європейським Союзом": "EUE",
        "з Білоруссю": "BLR",
    },
    "kk": {
        "Қазақстанның Сыртқы істер министрі": "KAZ",
        "Қазақстан Республикасының Үкіметі мен Қытай Халық Республикасының Үкіметі": "KAZ CHN",
        "Өзбекстанмен және Қырғызстанмен": "UZB KGZ",
        "Ресей Федерациясында": "RUS",
        "Оңтүстік Кореяға": "KOR",
        "Нигерияның елшісі": "NGA",
        "Нигердің елшісі": "NER",
        "Экваторлық Гвинеяда": "GNQ",
        "Гвинея-Бисаудың": "GNB",
        "Папуа — Жаңа Гвинеяның": "PNG",
        "АҚШ-тың елшісі": "USA",
        "Біріккен Араб Әмірліктерінде": "ARE",
        "Түркия мен Түрікменстанның": "TUR TKM",
        "Доминикан Республикасымен": "DOM",
        "Оңтүстік Суданнан": "SSD",
        "Еуропалық одақпен": "EUE",
        "Қазақстан Республикасындағы елшілік": "KAZ",
    },
    "ar": {
        "وزير الخارجية التونسي": "TUN",
        "بين الجمهورية التونسية والمملكة المغربية": "TUN MAR",
        "دولة الإمارات العربية المتحدة وجمهورية كازاخستان": "ARE KAZ",
        "الامارات العربية المتحدة": "ARE",
        "جمهورية غينيا بيساو": "GNB",
        "غينيا الاستوائية وغينيا": "GNQ GIN",
        "بابوا غينيا الجديدة": "PNG",
        "النيجر ونيجيريا": "NER NGA",
        "الوفد النيجري والوفد النيجيري": "NER NGA",
        "للجزائر ولبنان وبالكويت": "DZA LBN KWT",
        "جنوب السودان والسودان": "SSD SDN",
        "كوريا الجنوبية وكوريا الشمالية": "KOR PRK",
        "جمهورية الكونغو الديمقراطية": "COD",
        "جمهورية الكونغو": "COG",
        "سلطنة عمان": "OMN",
        "في عمان": "JOR+OMN",
        "المملكة العربية السعودية": "SAU",
        "للسعوديين والبحرينيين": "SAU BHR",
        "جمهورية الدومينيكان وكومنولث دومينيكا": "DOM DMA",
        "المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية": "GBR",
        "القضايا المالية": "",
        "الاتحاد الاوروبي": "EUE",
        "الولايات المتحدة المكسيكية والولايات المتحدة الأمريكية": "MEX USA",
    },
    "zh": {
        "哈萨克斯坦共和国外交部长": "KAZ",
        "中华人民共和国政府和多米尼克国政府": "CHN DMA",
        "多米尼加共和国": "DOM",
        "与几内亚比绍、几内亚、赤道几内亚": "GNB GIN GNQ",
        "巴布亚新几内亚独立国": "PNG",
        "尼日尔和尼日利亚": "NER NGA",
        "印度尼西亚与印度": "IDN IND",
        "刚果（金）和刚果（布）": "COD COG",
        "刚果(金)总统": "COD",
        "南苏丹": "SSD",
        "阿曼苏丹国": "OMN",
        "朝鲜民主主义人民共和国与大韩民国": "PRK KOR",
        "索马里和毛里塔尼亚": "SOM MRT",
        "罗马尼亚外长": "ROU",
        "中國與馬來西亞": "CHN MYS",
        "北马里亚纳群岛": "MNP",
        "中哈互免签证": "",
        "大不列颠及北爱尔兰联合王国": "GBR",
        "欧盟与瑞士": "EUE CHE",
        "中国香港特别行政区": "HKG",
    },
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, text, code) for language, table in CASES.items() for text, code in table.items()],
)
def test_running_text(language: str, text: str, expected: str) -> None:
    assert states(language, text) == expected


def test_the_table_of_running_text_is_broad() -> None:
    assert sum(map(len, CASES.values())) >= 80


def test_chinese_pairs_of_abbreviations_are_flagged() -> None:
    met = list(matches("zh", "中哈"))
    assert [line.code for line in met] == ["CHN", "KAZ"]
    assert all("abbrev" in line.flags for line in met)
