"""Manners of Arabic, Chinese, Vietnamese, Japanese and Korean: one text for each rule."""

from __future__ import annotations

from datetime import date

import pytest

from comity.read import read_announcement
from comity.read.days.dates import find_dates
from comity.read.named.states import States
from comity.read.words.analysis import Analysis
from comity.read.words.lexicon import lexicon
from comity.read.words.tokens import fold


def told(text: str, published: str = "2025-06-18") -> set[tuple[str, str, str, str | None]]:
    reading = read_announcement(text, published=date.fromisoformat(published))
    return {(a.kind, "-".join(a.states), a.mode, a.date) for a in reading.acts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a verb parted from its object by its subject; the capital in the place of the state
            "أنهت سوريا العمل باتفاقية إلغاء التأشيرات مع فنزويلا وأبلغت كاراكاس بذلك في 10 يونيو.",
            {
                ("termination", "SYR-VEN", "done", None),
                ("notification", "SYR-VEN", "done", "2025-06-10"),
            },
        ),
        (  # the article of "today" is no "day"
            "سيدخل الاتفاق بين المغرب وغانا بشأن الإعفاء من التأشيرة "
            "حيز التنفيذ يوم 10 يوليوز المقبل.",
            {("entry_into_force", "GHA-MAR", "planned", "2025-07-10")},
        ),
        (  # a city whose name is a state's too, at the head of a report
            "عمان - دخلت مذكرة الإعفاء المتبادل من التأشيرات مع جورجيا حيز التنفيذ أمس.",
            {("entry_into_force", "GEO-JOR", "done", "2025-06-17")},
        ),
        (  # initialled, in the manner of Arabic agencies
            "وقعت الأردن وأذربيجان بالأحرف الأولى أمس على اتفاق للإعفاء من التأشيرة.",
            {("negotiation", "AZE-JOR", "done", "2025-06-17")},
        ),
        (  # the year of a decree dates nothing
            "صدر مرسوم رقم 61 لسنة 2025 بالموافقة على اتفاقية بين الكويت وإيطاليا "
            "للإعفاء من التأشيرة.",
            {("approval", "ITA-KWT", "done", None)},
        ),
        (  # each approval of one sitting has its day, and another agreement is named by a pronoun
            "وافق مجلس الوزراء المصري أمس على اتفاقية الإعفاء من التأشيرة مع بيرو، وأخرى لتشجيع "
            "الاستثمار.",
            {("approval", "EGY-PER", "done", "2025-06-17")},
        ),
        (  # what begins on an announced day is no day of the announcement
            "尼日利亚宣布自7月1日起暂停与土耳其之间的互免持外交护照人员签证协定。",
            {("suspension", "NGA-TUR", "planned", "2025-07-01")},
        ),
        (  # a side named by the first character of its state
            "土库曼斯坦与秘鲁10日签署互免签证协定。土方17日照会秘方,已完成国内程序。",
            {
                ("signature", "PER-TKM", "done", "2025-06-10"),
                ("notification", "PER-TKM", "done", "2025-06-17"),
            },
        ),
        (  # what lapses was ended by somebody
            "斐济决定终止与瓦努阿图的互免签证协定,协定将于9月30日失效。",
            {
                ("termination", "FJI-VUT", "planned", "2025-09-30"),
                ("notification", "FJI-VUT", "done", None),
            },
        ),
        (  # the days of a journey begin no agreement
            "应邀请,巴布亚新几内亚外长于6月15日至18日对中国进行正式访问,双方签署了互免公务护照签证的协定。",
            {
                ("visit", "CHN-PNG", "done", "2025-06-15"),
                ("signature", "CHN-PNG", "done", "2025-06-15"),
            },
        ),
        (  # other states than those of the text
            "中国与塞舌尔签署了互免签证协定。中国将继续同更多国家商签互免签证协定。",
            {("signature", "CHN-SYC", "done", None)},
        ),
        (  # the spelling of the Vietnamese agency, and a procedure that an entry into force needs
            "Đại sứ quán Việt Nam tại Cô-oét hôm qua đã gửi công hàm thông báo hoàn tất thủ tục để "
            "Hiệp định miễn thị thực có hiệu lực.",
            {("notification", "KWT-VNM", "done", "2025-06-17")},
        ),
        (  # a report from abroad, whose readers' state is no party
            "Phnôm Pênh ngày 18/6 - Người phát ngôn Bộ Ngoại giao Campuchia cho biết Campuchia tạm "
            "đình chỉ thỏa thuận miễn thị thực với Hôn-đu-rát từ ngày 1/7. Thỏa thuận với "
            "Hôn-đu-rát ký năm 2016. Bộ Ngoại giao Việt Nam không bình luận.",
            {
                ("suspension", "HND-KHM", "planned", "2025-07-01"),
                ("signature", "HND-KHM", "done", "2016"),
            },
        ),
        (  # the talks with a visitor and what was signed at them share the day
            "外務大臣は17日、訪日中のナミビア外相と東京で会談し、査証免除取極に署名した。",
            {
                ("visit", "JPN-NAM", "done", "2025-06-17"),
                ("signature", "JPN-NAM", "done", "2025-06-17"),
            },
        ),
        (  # the verb of granting after the exemption, and two particles of time
            "外務省は18日、ブラジルの一般旅券所持者に対する"
            "ビザの免除を9月30日から開始すると発表した。",
            {
                ("unilateral_exemption", "BRA-JPN", "done", "2025-06-18"),
                ("entry_into_force", "BRA-JPN", "planned", "2025-09-30"),
            },
        ),
        (  # pairs of one syllable; procedures are no act; what is hoped for
            "한·칠레 사증면제협정이 17일 서명됐다. 협정은 양국이 국내절차 완료를 통보한 날로부터 "
            "30일 후 발효된다.",
            {("signature", "CHL-KOR", "done", "2025-06-17")},
        ),
        (  # two exemptions by one state, the second told by "also"
            "أعلنت وزارة الخارجية التونسية في بيان لها إعفاء حاملي جوازات السفر الهندية من تأشيرة "
            "الدخول إلى تونس. وأضافت الوزارة أنه تقرر أيضا إلغاء تأشيرة الدخول إلى تونس بالنسبة "
            "إلى حاملي جوازات السفر المنغولية.",
            {
                ("unilateral_exemption", "IND-TUN", "done", None),
                ("unilateral_exemption", "MNG-TUN", "done", None),
            },
        ),
        (  # an exemption from fees is none from visas
            "أصدر الأردن قرارا بإعفاء رعايا غينيا من رسوم الحصول على تأشيرة الدخول.",
            set(),
        ),
        (  # what each grants the other is no exemption of one side
            "外交部宣布,哈萨克斯坦与秘鲁自7月12日起相互给予持公务护照人员免签证待遇。",
            {("entry_into_force", "KAZ-PER", "planned", "2025-07-12")},
        ),
        (
            "대통령은 17일 열린 한국과 탄자니아의 회담에서 무비자 협정 체결을 제안했다.",
            {("signature", "KOR-TZA", "proposed", None)},
        ),
    ],
)
def test_each_manner_is_read(text: str, expected: set[tuple[str, str, str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "ja",
            "昭和三十二年七月二十六日に署名。令和7年3月1日から実施。今月30日に再開",
            ["1957-07-26", "2025-03-01", "2025-06-30"],
        ),
        ("ja", "90日以内の滞在。15日から17日まで訪問", ["2025-06-15", "2025-06-17"]),
        (
            "ko",
            "지난 10일 서명, 오는 28일 발효. 최대 30일까지 체류. 12.24(수) 개최",
            ["2025-06-10", "2025-06-28", "2024-12-24"],
        ),
        ("ko", "다음 달 3일, 지난 15~17일", ["2025-07-03", "2025-06-15"]),
        ("zh", "自本月30日起,当地时间10日,停留不超过90日", ["2025-06-30", "2025-06-10"]),
    ],
)
def test_days_and_lengths_are_told_apart(language: str, text: str, expected: list[str]) -> None:
    analysis = Analysis(text, lexicon(language))
    assert [d.iso for d in find_dates(analysis, date(2025, 6, 18))] == expected


@pytest.mark.parametrize(
    ("traditional", "simplified"), [("擴", "扩"), ("證", "证"), ("遞", "递"), ("館", "馆")]
)
def test_traditional_characters_are_those_of_the_lexicon(traditional: str, simplified: str) -> None:
    assert fold(traditional, "zh") == simplified


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "マリーナの会合でチリソースが出た。"),
        ("ko", "이 수단으로 인도적 지원이 부당하게 이루어지지 않도록 가나다순으로 적었다."),
    ],
)
def test_parts_of_words_are_no_states(language: str, text: str) -> None:
    assert States(Analysis(text, lexicon(language))).mentions == []
