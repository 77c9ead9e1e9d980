"""Names of indicators: whether a cell is one, what stands around it, the unit at its end."""

import re
from collections.abc import Sequence

from index.domain import Measure
from index.kpi.labels import name_label
from index.kpi.source import Printed, squeeze
from index.kpi.vocabulary import AUDIENCES, BULLETS, DASHES, SHARES, VALUE_ROLES, Role
from index.kpi.words import Kind, kind_of
from index.quantities import PERIOD, fold_same_length, is_period, is_unit, split_period, unit_of

_NAME_UNIT = re.compile(r"[(（\[【〔［]([^()（）\[\]【】〔〕［］]+)[)）\]】〕］]\s*[※*]{0,2}\d*$")
_BEHIND_BRACKET = re.compile(r"(?<=\S)[(（\[［]([^()（）\[\]［］]+)[)）\]］](?=([^\sぁ-ん(（].*)$)")
# （人・累計） and （単位：人） count 人.
_COUNTED_HOW = re.compile(r"^単位\s?[:：]\s?|[・、,／/](?:累計|年間|延べ)$")
# 1 歳6か月児, 20 本以上の歯: what is counted, not the number of a row.
COUNTED = r"(?:歳|[人日月年][の・当平]|[かカヶケ箇]月|[^\s\d]{1,3}以上|[^\s\d]{1,2}[当あ]たり)"
# The unit below a name, in small print: 読んだ本の数 単位：冊.
_UNIT_BELOW = re.compile(
    r"(?P<name>.*\S)(?<!単位)(?:\s+|(?=単位\s?[:：]))(?:単位\s?[:：]\s?)?(?P<unit>[^\s()（）]{1,8})"
)
# What is to be filled in, in an example of a form: ○○教室の参加者数.
_PLACE_HELD = "[○〇◯]{2}"
# What stands before a name: an enumeration, a bullet, a sign that the indicator is new.
_LEAD = re.compile(
    rf"^(?:(?!{_PLACE_HELD})[?？{BULLETS}★☆△▲〇◯\s]|[-－]\s|#{{1,6}}\s|\[[ xX]?\]\s"
    r"|[①-⑳⑴-⒇❶-❿]|[(（<＜]\d{1,2}[)）>＞]|\d{1,2}[-－]\d{1,2}(?:\s|(?=[ァ-ヿ一-鿿])(?![年月日人歳回件個箇台校戸倍]))|[ア-ンｱ-ﾝ]\s|(?:目標|指標)?番号\s?\d+\s|\d{1,3}[.)．]?\s+"
    rf"(?!{COUNTED})"
    r"|ゴール\s?\d{1,2}\s+|(?:新(?!\s\S\s)|新規|再掲|拡充|[KＫ][PＰGＧ][IＩ])\s)+"
)
# 1人1日当たり 980g counts grams.
_PER = re.compile(r"^(?:[1１一](?:人|日|世帯|戸|校|団体)\s?)+(?:[当あ]たり)?\s*(?=[約\d０-９])")
_QUOTED = re.compile(r"^(?:指標|KPI)\d?「([^「」]+)」$")
_EMPHASIS = re.compile(r"\*\*")  # of Markdown
_ENDS_IN_LABEL = re.compile(r"(?:現状|現況|基準|当初|目標|実績|最終|中間)値$")
_OF_A_SURVEY = re.compile(
    rf"(?:{PERIOD.pattern}).*(?:調査|調べ|統計|データ)(?:\([^()]*\))?$"  # 令和７年度 市民調査
)
_ENDS_IN_YEAR = re.compile(r"[^\d(](?:(?:19|20)\d\d|(?:R|H|令和|平成)\s?(?:\d{1,2}|元))年?度?末?$")
_SENTENCE = re.compile(r"(?:。|ます|ました|める|[めゆ]ざす|目指す|いく|図る|行う|努める|する)$")
# An indicator that is explained in the same cell: 活動カバー率 各市町村において、…の割合
_EXPLAINED = re.compile(
    r"^(\S{4,40}?(?:数|率|額|量|割合|面積|件|延長|人|度|比|値|指数|[)）]))\s+(\S.{14,})$"
)
# A note in its cell, 客の数 ※宿泊を含む, not ※男性; the mark of one below the table: （注3）, or a
# small figure, which text prints as any other: 開催率3.
_NOTED = re.compile(r"(?<=\S)\s+※(?!\s*\d).{5,}$|\s*[(（]注\d*[)）]$|(?<=[率量額数合])[\d０-９]$")
# Where more is said: （31ページ図表2-9）.
REFERENCE = re.compile(r"\s*[(（](?=[^()（）]*(?:\d\s?(?:ページ|頁)|[図表]\s?\d))[^()（）]*[)）]$")
_EXPLAINS = re.compile(r"[、,]|(?:数|率|額|量|割合|こと|もの)$")
# 54.6% (22年度) is what an indicator comes to.
_FIGURE = re.compile(r"[△▲約]?[\d０-９][\d０-９,，.．]*\s?\D{0,4}(?:\s?[(（][^()（）]*[)）])?")
# 事業者数 12事業者 20事業者: values whose unit is not known.
_FIGURES_WITHIN = re.compile(r"\s[△▲約]?[\d０-９][\d０-９,.，．]*\S{0,6}\s+[△▲約]?[\d０-９]")
# （女性40～60歳代）: a part of what the name above it says.
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
# 【目標①】学校の数 is a name, 【学校】 heads a group.
_MARKED = re.compile(r"[【≪《＜<]([^】≫》＞>]{1,8})[】≫》＞>]\s*[^\s【≪《＜<]{3,}")
_LETTER = re.compile(r"[^\W\d_]")
# The end of a name, の割合, ている人の数; in guessed cells broken.LATE_START takes more for one.
TAIL = re.compile("[のをがに][一-鿿ァ-ヺ]|し?てい[るたな]|[さら]れ[てる]")
# Words that head or sum up columns.
_NO_NAMES = re.compile(
    r"内容|区分|項目|備考|対象|説明|年度|合計|小計|計|その他|名称|種別|[人者件回]数|割合|比率|主な取組み?|取組(?:項目|内容)|現状と課題|基本的な?方向性?|(?:事業費|予算額?|決算額?|財源)(?:\([^()]*\))?"
)
_ROLE_WORDS = re.compile(
    r"目標|実績|現状|現在|基準|当初|最終|中間|最新|直近|推移|結果|指標|項目|設定|策定|計画|見込|年度?別?|時点?|数?値|件?数|率|割合|[のにKPIGS\W]"
)
# Where figures come from: 県観光統計, 農政課調べ.
_SOURCE = re.compile(r"(?:統計|台帳|調べ|アンケート|協会|(?:状況|意識|実態|国勢)調査)$")
# The source, the value or the group of another row before a name: 農政課調べ豆の畑の面積.
_MIXED = re.compile(
    r"(?:[課室局係]|[都道府県市区町村国])調べ(?!学習)."
    rf"|^[\d,.]+[^\W\d_]{{1,4}}\((?:{PERIOD.pattern})"
    r"|^\d{1,3}(?:,\d{3})+\s|^\d[\d,.]*%(?:に|まで)"
    r"|^(?:指\s?標\s?名|算出方法|データの出典|出典|備考|担当課|所管課|設定理由)"
    r"|^([一-鿿ァ-ヺ]{2,})\s?\1|\s単位\s|目標値は|設定しない|年間で\d"
    rf"|^\d[\d,.]*[^\W\d_]{{1,3}}(?:上記|{PERIOD.pattern})"
    rf"|^\((?:{PERIOD.pattern})\)|\((?:{PERIOD.pattern})\)\s+\S|[数率量額]\d[\d,.]*[^\W\d_]{{1,3}}\s"
    r"|[数率量額]\([^()]{1,4}\)[一-鿿ァ-ヺ][^()]{2,}[数率量額]$"
    # A label with its year or its figure: 来島者数現況値(R5), 魚の数 現状値 5.
    rf"|(?:目標|現[状況]|基準|実績)(?:値?\s?\((?:{PERIOD.pattern})\)|値\s?\d)"
    # A label in brackets, a figure of its row: 魚の数[現在], 漁の回数 10.3回.
    rf"|(?:^|\s)単位(?:\s|算出)|(?:{PERIOD.pattern})\s+(?:{PERIOD.pattern})|\.\d+%?\((?:{PERIOD.pattern})"
    r"|.\[(?:現[在状況]|基準|目標)値?\]|\s\d+\.\d+(?!\S{0,4}\s?(?:以[上下]|未満|を))"
    # A year and its figure: 魚の数2022年度46匹.
    rf"|[^(（](?:{PERIOD.pattern})\s?[△約]?\d[\d,.]*[^\W\d_]{{0,3}}$"
    # A heading, and what a figure of an age or of money leaves: 環境の柱(2)川の数, 所得 1億.
    r"|[^\s(]\(\d{1,2}\)[一-鿿ァ-ヺ]|(?<![\d~何数\s])歳(?:以[上下]|未満|代)|\s\d[\d,.]*[万億兆]$"
)
_LONGEST_NAME = 120


def is_name(text: str) -> bool:
    """Whether a cell could be the name of an indicator."""
    words = (
        bool(_LETTER.search(text))
        and not TAIL.match(text)
        and not _FIGURE.fullmatch(text)
        and not is_unit(_IN_BRACKETS.sub("", text) or text)
        and not DASHES.fullmatch(split_period(text)[0] or "-")
        and (text[0] not in "【≪《＜<" or _is_marked(text))
        and not _FIGURES_WITHIN.search(text)
        and not any(map(is_period, (text, text.rpartition(" ")[2])))
        and not re.search(_PLACE_HELD, text)
        and not _SENTENCE.search(text)
        and not _ENDS_IN_LABEL.search(text)
        and not _ENDS_IN_YEAR.search(fold_same_length(text))
        and not _OF_A_SURVEY.match(fold_same_length(text))
        and kind_of(text) is not Kind.VALUE
    )
    return (
        words and not is_share(text) and 1 < len(text) <= _LONGEST_NAME and not is_head_word(text)
    )


def _is_marked(text: str) -> bool:
    """Whether a text begins with a mark in brackets, which is no label: 【指標名】学校の数."""
    found = _MARKED.match(text)
    return found is not None and name_label(found[1]).role in (None, Role.TARGET, Role.GOAL)


def is_share(text: str) -> bool:
    """Whether a text says for whom a value is: 男性, 20～64歳女性, 女性（年）."""
    key = squeeze(text)
    unit = _NAME_UNIT.search(key)
    key = key[: unit.start()] if unit and is_unit(unit[1]) else key
    return bool(SHARES.fullmatch(key) or AUDIENCES.fullmatch(key))


def is_of_part(cell: Printed) -> bool:
    """Whether what stands for a name tells of which part of the one above it: ・男性."""
    return bool(cell) and is_share(clean_name(cell.text)[0])


def is_source(name: str) -> bool:
    """Whether what stands for a name says where figures come from: the columns are shifted."""
    return bool(_SOURCE.search(name))


def is_mixed(name: str) -> bool:
    """Whether a name takes in what is of another cell.

    >>> [is_mixed(n) for n in ("農政課調べ豆の畑の面積", "100%に近づける朝食の割合", "20歳の人口")]
    [True, True, False]
    >>> is_mixed("建物の数(累計)湧水の地点数"), is_mixed("建物の数(累計)に占める木造の数")
    (True, False)
    >>> [is_mixed(n) for n in ("13人上記のうち移る人の数", "30人学級の数")]
    [True, False]
    """
    return bool(_MIXED.search(fold_same_length(name)))


def is_part(text: str) -> bool:
    """Whether a text only says for whom a value is of the name above it: （女性）."""
    return bool(_IN_BRACKETS.fullmatch(text))


def is_head_word(text: str) -> bool:
    """Whether a text is a word that heads a column, and nothing more: 目標の内容."""
    text = squeeze(text)
    if _NO_NAMES.fullmatch(text):
        return True
    roles = VALUE_ROLES | {Role.NAME, Role.UNIT}
    if len(_ROLE_WORDS.sub("", text)) > 1:
        return False
    return name_label(text).role in roles


def clean_name(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a name without its bullet, its note and its explanation, and the doubts this leaves.

    >>> clean_name("③ 商品開発数"), clean_name("新 開業率")[0], clean_name("60歳の歯の数")[0]
    (('商品開発数', ()), '開業率', '60歳の歯の数')
    """
    bare = _QUOTED.sub(r"\1", _LEAD.sub("", _EMPHASIS.sub("", text)))
    bare = REFERENCE.sub("", _NOTED.sub("", bare if _LETTER.search(bare) else text))
    found = _EXPLAINED.match(bare)
    if found and _EXPLAINS.search(found[2]):
        return found[1], ("説明文を指標名から除いた",)
    return bare, ()


def behind_unit(name: str) -> str:
    """Return what stands behind the unit in brackets of a name; nothing where the name goes on.

    >>> behind_unit("待機児童数（人）各年４月１日"), behind_unit("患者数（人）のうち入院")
    ('各年４月１日', '')
    """
    brackets = _BEHIND_BRACKET.finditer(name)
    return next((found[2] for found in brackets if is_unit(found[1])), "")


def unit_for(name: str, cell: str | None, measures: Sequence[Measure]) -> str | None:
    """Return the unit of the unit column, else as printed on a value or after the name.

    Of 89社／年 and 500社 it is 社.
    """
    if cell:
        return cell
    printed = [unit for m in measures if (unit := unit_of(_PER.sub("", m.text)))]
    if printed:
        return min((u for u in printed if printed[0].startswith(u)), key=len)
    return unit_within(name)


def without_unit(name: str) -> tuple[str, str | None]:
    """Return a name and the unit that is printed behind it.

    >>> without_unit("木の本数 単位：本"), without_unit("木の割合単位:％"), without_unit("木 本")
    (('木の本数', '本'), ('木の割合', '％'), ('木 本', None))
    >>> without_unit("木の数 県内")
    ('木の数 県内', None)
    """
    found = _UNIT_BELOW.fullmatch(name)
    spelled = found and len(found["name"].split()[-1]) == 1 and len(found["unit"]) == 1  # 学 校
    if found is None or spelled or not is_unit(found["unit"]) or not is_name(found["name"]):
        return name, None
    return found["name"], found["unit"]


def unit_within(name: str) -> str | None:
    """Return the unit that stands in brackets at the end of a name."""
    found = _NAME_UNIT.search(name)
    unit = _COUNTED_HOW.sub("", found[1]).strip() if found else ""
    return unit if is_unit(unit) else None
