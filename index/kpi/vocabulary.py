"""The words that KPI tables are headed with: the one place to add a word.

Labels are compared squeezed (NFKC, no white space), without their years and brackets.
"""

import re
from enum import StrEnum


class Role(StrEnum):
    """What a column, or a line of a form, holds."""

    NAME = "name"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    ACTUAL = "actual"
    GOAL = "goal"  # 数値目標: the name where nothing else is, else a target
    YEAR = "year"  # nothing but a year
    SDG = "sdg"
    OWNER = "owner"
    GROUP = "group"
    NUMBER = "number"
    WHEN = "when"  # the year of the value beside it
    FORMER = "former"  # what was aimed at before
    OTHER = "other"


VALUE_ROLES = frozenset({Role.BASELINE, Role.TARGET, Role.ACTUAL, Role.YEAR, Role.GOAL})

# What indicators are called by their kind: 成果指標, 代表指標.
_KINDS = (
    "(?:重要業績(?:評価)?|(?:数値)?目標|成果|評価|数値|達成|活動|まちづくり|施策|取組|モニタリング"
    "|主要|代表|関連|基本|環境|管理)"
)
# Whose figures are none of the plan's own.
OTHERS = (
    "(?:全国|国|都道府県|[都道府県]|[都道府県]内|県全体|類似団体|同規模[市町村]?|近隣|他市|他自治体|他都市"
    "|健康日本21)"
)
# The first pattern that fits names the column.
_COLUMN_WORDS: tuple[tuple[Role, str], ...] = (
    # Exported data.
    (Role.NAME, r"(?i)^(indicator|kpi)?_?name$|^indicator$"),
    (Role.UNIT, r"(?i)^unit$"),
    (Role.WHEN, r"(?i)^(base(line)?|current|target|goal)_?year$"),
    (Role.BASELINE, r"(?i)^(base(line)?|current)(_?value)?$"),
    (Role.TARGET, r"(?i)^(target|goal)(_?value)?$"),
    (Role.TARGET, r"^目標値?(又は|または|・)"),
    # What a figure is by another: 基準年度比, 現状からの削減率.
    (
        Role.OTHER,
        r"^(?:.{0,8}(?:比|から)の?)?(?:増減|削減|減少|増加|低減|縮減)(?:率|量|幅|割合|額)$|^[A-Z][/÷-][A-Z]$"
        r"|(?:^対?|対?[年度状値])比率?$",
    ),
    # Of the plan before this one.
    (Role.FORMER, r"^(前回?|旧)計画.*目標"),
    (Role.ACTUAL, r"^(前回?|旧)計画"),
    (Role.BASELINE, r"(目標)?(設定|策定)時(の?(最新|現状|実績|数)?値)?$"),
    (Role.OTHER, r"^参考|(達成|判定|評価|算定|選定)(の?基準)$"),
    (Role.ACTUAL, r"^見込み?値?$"),
    (
        Role.OTHER,
        r"(指標|項目|目標値?|指標・目標)(の?(説明|概要|定義|考え方|根拠|出典|算出|設定|方向|条件))",
    ),
    (
        Role.NAME,
        r"^目標名$|(指標|KPI|KGI|項目|測定尺度|ものさし|モノサシ)(の?名称?|の?内容|等|一覧|\d+)?$",
    ),
    (
        Role.WHEN,
        r"^(目標|基準|現状|現況|現在|当初|実績|最終|中間|達成|評価|調査|測定|算定|集計|把握)?(値?[の_]?)?(対象)?"
        r"(年次|年度|年|時点|時期)$",
    ),
    (
        Role.OTHER,
        r"(考え方|(?:測り|計り|はかり|数え|調べ|求め)方|根拠|理由|出典|出所|出どころ|備考|説明|定義|算出|算定|方法|把握|測定|資料|順位?|方向性?|評価"
        r"|判定|達成率|達成度|達成状況|達成見込み?|進捗.*|伸び率|比較|対比|課題|時期|期限|スケジュール|予算額?|事業費"
        r"|財源|参考|区分|対象|関連計画|見込量|見込み?|見通し|質問|回答|割合|構成比|(?:推計|予測)値?)$|^(対?前年度?比?)?増減|^調査名?$",
    ),
    # What others have: no figure of the plan's own.
    (
        Role.OTHER,
        rf"平均値?$|^{OTHERS}[^目標]{{0,4}}$",
    ),
    (Role.GOAL, r"^数値目標(値)?$|^成果目標$"),
    (Role.GROUP, r"(基本|重点|政策|施策|行動|取組|個別|大|中|小)目標($|[・/、])"),
    (
        Role.TARGET,
        r"目標|^(見直し|改定|改訂|変更|修正)後$|検証値|[目め]ざ(す|そう)(姿|値)|目指す(べき)?(姿|値)|将来値|到達値|^(最終|中間)(年度|値)?$|^\d+年後|^計画(値|量)?$|^期末",
    ),
    (Role.ACTUAL, r"実績|推移|結果|最新値|進捗値|決算|評価[時値]|^[前今]回"),
    (
        Role.BASELINE,
        r"現状|現在|現況|基準|当初|策定[時前値]|直近|初期値|開始時|起点|ベースライン|スタート|従前|計画前|導入済|期首",
    ),
    (Role.UNIT, r"^(単位|数値の単位|値の単位)$"),
    (Role.OWNER, r"担当|所管|主管|部署|関係課|課名|所属|実施主体"),
    (Role.SDG, r"SDGs?|ターゲット|ゴール"),
    (Role.NUMBER, r"^(番号|No\.?|NO\.?|№|#|連番|整理番号|指標番号)$"),
    (
        Role.GROUP,
        r"方針|施策|政策|分野|側面|戦略|柱|体系|プロジェクト|事業名?|取組|目的|カテゴリ|テーマ|節|章",
    ),
)
COLUMN_WORDS = tuple((role, re.compile(words)) for role, words in _COLUMN_WORDS)

# Of two baselines the older wins: what the plan starts from, then what is true now. Beside that
# 当初 is older than the plan: where the one before it began.
BASELINE_ORDER = (
    "基準",
    "策定",
    "計画前",
    "初期",
    "開始",
    "起点",
    "現状",
    "現在",
    "現況",
    "直近",
    "当初",
)


def baseline_rank(label: str) -> int:
    """Return the place of a label among those of baselines."""
    return next((n for n, word in enumerate(BASELINE_ORDER) if word in label), 99)


# No table is a KPI table, and no line a form, without one of these.
# Each choice begins with a letter: only then is a search quick to pass over all others.
HEAD_HINT = re.compile(
    r"目 ?標|検証|目ざ[すそ]|めざ[すそ]|目指す|将来|到達|最終|中間|実 ?績|推移|結果|最新|現 ?状"
    r"|現 ?在|現 ?況|基 ?準|当初|策定|直近|初期|開始|起点|ベースライン|スタート|従前|計画前"
    r"|期首|期末|target|goal"
    r"|2(?<!\w2)0\d\d|年(?<=\d年)"
)

# Columns of figures that are no values: 達成率, 全国順位.
COMPARISONS = re.compile(rf"率|度(?!の)|順位|ランク|比$|増減|偏差値|ポイント|^{OTHERS}")

# What stands in a cell that has no value.
# Dots are taken to the last: a run of them has one way to be read.
DASHES = re.compile(
    r"(?:[-ー‐‑–—―−─－一･・\s/／\\…]|\.{2,}(?!\.))+|n/a|N/A|(?:目標|現状|実績|数値|設定|データ)値?なし"
    r"|[(（]未(?:実施|設置|開始)[)）]|[(（]?(?:未(?:調査|把握|集計)|(?:調査|集計)中|調査(?:なし|未実施))[)）]?"
)

# Targets that are words. In a table with a known target column other short texts are kept too.
QUALITATIVE = re.compile(
    r"上昇|増加|減少|維持|向上|改善|低下|延伸|縮小|拡大|達成|継続|充実|推進|解消|黒字|ゼロ|実施|完了|策定"
    r"|運用|開始|導入|設置|増|減|超|以上|以下|未満|以内|検討|整備|完成|供用|全て|すべて|全域|全校|全地区|^全[一-鿿]{2,5}$"
    r"|水準|平均|上回|下回|同程度|現状|確保|なし|随時|倍|割|半減|抑制|公表|見直し|毎年|同[上左右]|未|新規|予定|調査|(?:運行|稼働|着手|創設|発足|開[業館校園])前$|(?:目指|[目め]ざ)す$"
)
# Words before a figure that are of its value: 約3,200, 全19校.
LEADS = r"約|延べ?|累計|年間|年平均|月平均|毎年度?|各|全|第|概ね|おおむね"
# What the items of a list begin with, within a class of letters.
BULLETS = "・‧•○●◎■□◆◇▼▽▶*※"
# A number before a row: 12, 3., 4-1, ④.
ENUMERATION = re.compile(r"\d{1,3}[.)]?|\d{1,2}-\d{1,2}|[①-⑳]")
# The first of several lines that are marked.
MARKED = re.compile(r"[①-⑳]\S")
# How a note begins, and what a line has that is of no row: it is a note, a sentence, or drawn.
NOTE = re.compile(r"\s*(?:[※＊*■◆●○・•]|注\d*[)）:：]|資料)")
REMARK = re.compile(r"\s*(?:[※＊]|[(（]?(?:注\d*|[上中下]段)[)）:：]|.*(?:ません|ました)\s*$)")
NO_ROW = re.compile(rf"^{NOTE.pattern}|[│┃\t]|。\s*$")
# Marks of matrices and schedules: no values.
MARKS = re.compile(r"[◎○●△▲□■☆★◯〇×✕✓✔→⇒↑↓↗↘⇗⇘➡・\s-]+")

# From the value before it to the one behind it.
ARROWS = re.compile("[→⇒➡▶⇨]+")

# A caption over a table that tells it is a KPI table, or a mark before an inline KPI.
KPI_WORDS = re.compile(rf"{_KINDS}?指標(?:と目標)?|KPI|KGI|数値目標|成果目標|目標値")

# Labels of forms: 指標名：… / 現状値（2020年度）：… / 目標値：…
_FORM_WORDS: tuple[tuple[Role, str], ...] = (
    (
        Role.NAME,
        rf"{_KINDS}?指標((と|に)する(項目|もの))?(の?名称?)?[\d①-⑳]{{0,2}}"
        r"|K[PG]I名?(?:No\.?)?[\d①-⑳]{0,2}|数値目標|項目名?",
    ),
    (Role.UNIT, r"単位"),
    (
        Role.BASELINE,
        r"現在の?値?|現状の?値?|基準の?値?|当初値?|現況値?|策定時の?値?|直近の?値?|初期値|基準年度",
    ),
    (
        Role.TARGET,
        r"(中間|最終|前期|後期|短期|長期)?目標値?|検証値|最終値?|中間値?|目標年度|将来値|(めざ|目指)す値",
    ),
    (
        Role.OTHER,
        r"(指標)?番号|No\.?|((成果|評価|活動)?指標の)?(説明|定義|概要)|((指標|目標値?)の?)?[設選]定の?(考え方|理由|根拠|方法)"
        r"|(目標の?)?方向性?|考え方|備考"
        r"|出典等?|(算出|算定|測定|把握)方法|計算式|データ(の出典)?|対象",
    ),
    (Role.ACTUAL, r"実績値?|最新の?値?"),
    (Role.SDG, r"(関連する?)?(SDGsの?)?(ゴール、?)?ターゲット(番号)?|関連するSDGs(ターゲット)?"),
    (Role.OWNER, r"担当課?|所管課?|担当部署"),
)
FORM_WORDS = tuple((role, re.compile(words)) for role, words in _FORM_WORDS)

# What stands before the name of an inline KPI, in brackets or before a space or colon.
INLINE_MARK = (
    rf"(?:{_KINDS}?指標|KPI|KGI|数値目標|目標値?)"
    r"(?:名称?(?=[\s:\])>」]))?\s*(?:\(KPI\)|\(重要業績評価指標\))?\s*[\d①-⑳]*"
)

# Heads of tables may run on without gaps; these are the words they are made of.
_HEAD_WORDS: tuple[tuple[Role, str], ...] = (
    (
        Role.NAME,
        rf"目標\(指標\)名?|(?:{_KINDS}の?)?(?:指標|項目)(?:・?項目)?(?:の?名称?|の?内容)?"
        r"|KPI(?:\(重要業績評価指標\))?|KGI",
    ),
    (Role.UNIT, r"単位"),
    (Role.GOAL, r"数値目標(?:値|名)?|成果目標"),
    (
        Role.BASELINE,
        r"(?:当初|計画?策定時)の?(?:現況|現状)(?:の?値)?|(?:計画)?(?:現状|基準|当初|現況|現在|初期|直近)(?:の?値|年度?の?値|年度|年)?|(?:計画)?策定時(?:の?数?値|点|値)?|ベースライン",
    ),
    (
        Role.TARGET,
        r"(?:(?:見直し|改定|変更|修正)後の?)?(?:中間|最終|前期|後期|短期|中期|長期|年度別|各年度の?|数値)?目標(?:の?値|年度の?値?|年)?|将来値|検証値|めざす値|目指す値|計画[値量]?",
    ),
    (
        Role.ACTUAL,
        r"見込み?値?|(?:前年度|最新|年度別|最終)?実績(?:の?値)?|前年度|推移|最新(?:の?数?値|データ)"
        r"|(?:前回?|旧)計画の?(?:策定時|実績|現状)の?値?",
    ),
    (Role.OWNER, r"(?:KPI)?(?:担当|所管)(?:課|部署|部局|部)?|主管課|関係課"),
    (Role.NUMBER, r"番号|N[oO]\.?|№"),
    (Role.SDG, r"SDGs(?:の?(?:ゴール|ターゲット))?"),
    (
        Role.GROUP,
        r"基本目標|基本方針|基本施策|施策名?|取組(?:み|名)?|事業名?|分野|側面|区分|政策|戦略",
    ),
    (
        Role.OTHER,
        r"(?:(?:指標|項目|目標値?)の?(?:設定の?)?)(?:説明|概要|定義|考え方|根拠|理由)|概要|定義"
        r"|対?前年度?比|対象者?|年代|備考|出典|出どころ|(?:めざす|目指す)?方向性?|考え方|説明|算出方法"
        r"|掲載(?:頁|ページ)|(?:確認|調査|把握|測定)(?:方法|時期)|(?:目標値?の?)?達成(?:状況|率|度)|評価|(?:検証|評価|分析)結果|進捗状況|根拠|資料"
        rf"|{OTHERS}の?(?:目標|平均)値?",
    ),
)
HEAD_WORDS = tuple((role, re.compile(words)) for role, words in _HEAD_WORDS)
HEAD_WORD = re.compile("|".join(words for _, words in _HEAD_WORDS))

# A line that draws a rule.
DRAWN_RULE = re.compile(r"[\s|│┃┌┏├┣└┗┐┓┤┫┘┛─━┬┳┼╋┴┻+=:\-]*[─━=\-]{2,}[\s|│┃┐┓┤┫┘┛─━┬┳┼╋┴┻┼+=:\-]*")

# What was aimed at before, and then.
_CHANGED = "(?:見直し|改定|改訂|変更|修正)"
# What a line of a grid of years holds.
YEAR_LINE = re.compile(
    rf"(?:(?:{_CHANGED}[前後]の?|当初の?|目標|実績|最終|年度別|数値)*(?:目標|実績|計画)値?|{_CHANGED}[前後])"
    r"(?:\([^()\d]*\))?"
)

# Words that part two values of one cell: 男性 25.8％ 女性 98.4％.
SHARES = re.compile(
    r"男性?|女性?|全体|合計|総数|小学校?|中学校?|高校|小|中|高|国|県|市|町|村|市内|県内|全国|平均"
)
# Such a value: 男性 25.8％.
SHARE = re.compile(rf"\s*({SHARES.pattern})[\s:：]*[約△]?[\d０-９]")
# For whom a value is, in a column of its own: 20～64歳男性, 小学５年生.
AUDIENCES = re.compile(
    r"(?:\d+~?\d*歳?(?:代|以上|以下|未満|児)?の?|成人)?(?:男性?|女性?|男子|女子|男女|市民|町民|村民|妊婦|乳幼児|高齢者|成人"
    r"|総数|全体|保護者|児童生徒?|生徒|(?:未就学|就学前)児童?|[小中高]学?校?\d?年?生|[小中高]\d)"
    r"(?:\d+~?\d*歳(?:代|以上|以下|未満)?)?|\d+(?:歳?~\d+)?歳(?:代|以上|以下|未満|児)?|個人|法人|日本人|外国人"
)
# What a column is called whose words explain the indicator.
EXPLAINING = re.compile("説明|概要|定義|考え方|根拠|理由|備考|算出|内容|解説")
# What a column is called that says which part of an indicator a value is of; or nothing.
PARTS = re.compile(r"(?:指標の?)?(?:区分|対象者?|内訳|種別|分類|細目|部門|性別|学年|年齢|年代)?")
# Departments: 環境政策課, 広報室・総務課.
OWNERS = re.compile(
    r"(?:[^\s、・,\d]{1,14}(?:課|室|局|係|部|会|所|館|署|班|院|団|担当|センター)[、・,]?)+"
)
# What surely ends a department, 農政課, and begins no other word, 放課後, 事務所数; and such a one,
# at the beginning of a text, or a whole one like 財政部. Not so a library: its readers are counted.
DEPARTMENT_END = r"(?:課|支所|事務所)(?![のをか後題程税外内数利])"
DEPARTMENT = re.compile(
    rf"(?:(?![のをがに])[一-鿿ぁ-ヶー]){{1,13}}?(?:{DEPARTMENT_END}"
    r"|(?:(?<![中心内外一全幹上下東西南北市町村地間岸海野年性人学楽支])部|(?<!関)係|教育委員会)$)"
)
# What goes on the value before it: 以下, （令和４年度）, (13/14地点).
VALUE_TAILS = re.compile(
    r"(?:(?!社会|自然|人口)[^\s\d]{0,3}(?:以上|以下|未満|以内|超|程度|を維持|を超える|維持|増加?|減少?|/年|累計))|\([^()]*\)|\([^()]*|[^()]*\)"
)
