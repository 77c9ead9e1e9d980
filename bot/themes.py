"""What belongs to a theme whose indicators are to be listed: 交通 has バス and 鉄道 below it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from index.matching import Concept
from index.search import RowMatch
from index.tokens import content_terms

Terms = tuple[str, ...]

_KINDS: Final = """
交通＝公共交通＝地域公共交通: バス、鉄道、電車、列車、乗降、乗車、駅、タクシー、路線、航路、乗合
観光: 宿泊、入込、来訪、来遊、観光客、入湯、旅行、インバウンド、滞在、周遊
みどり＝緑＝緑化: 公園、緑地、樹木、森林、植樹、花壇、里山
自然＝自然環境: 森林、生物、生き物、動植物、野鳥、生息、希少種、緑地、ホタル、里山
環境: 二酸化炭素、CO2、温室効果ガス、ごみ、リサイクル、再生可能エネルギー、省エネ、水質、BOD、公害
ごみ＝ごみ減量＝廃棄物: ごみ、廃棄物、リサイクル、資源化、再資源化、食品ロス、堆肥、不法投棄、集団回収
エネルギー: 再生可能エネルギー、太陽光、省エネ、電力、発電、蓄電池
温暖化＝地球温暖化＝脱炭素: 二酸化炭素、CO2、温室効果ガス、太陽光、再生可能エネルギー、電気自動車、省エネ
防災: 避難、備蓄、自主防災、防災、耐震、ハザードマップ、浸水、土砂災害、防災士、災害
防犯: 犯罪、防犯、刑法犯、詐欺、街路灯、防犯灯
消防＝救急: 消防、救急、火災、消火、応急手当、消防団
子育て: 保育、待機児童、子育て、出産、乳児、乳幼児、放課後児童、学童、妊産婦、ファミリーサポート、児童館
教育＝学校教育: 学力、児童生徒、不登校、授業、教員、学校、いじめ、給食
生涯学習: 図書館、公民館、講座、社会教育
文化＝文化芸術: 文化財、芸術、美術館、博物館、音楽、伝統
スポーツ: スポーツ、運動、体育館、競技
健康＝健康づくり: 健診、検診、健康寿命、喫煙、運動習慣、肥満、食塩、野菜、受診、朝食
医療: 病院、医師、看護師、診療所、救急、病床、在宅医療
福祉: 介護、障害、障がい、高齢者、生活保護、民生委員、ボランティア、地域福祉
介護＝高齢者福祉＝高齢者: 介護、要介護、認知症、高齢者、通いの場、老人、シニア
障害福祉＝障害者福祉＝障害者: 障害、障がい、就労移行、一般就労、工賃、グループホーム、手話
男女共同参画: 女性、男女、管理職、育児休業、ドメスティック・バイオレンス、DV、審議会
人権: 人権、差別、同和、虐待、DV
多文化共生＝国際交流: 外国人、日本語教室、多言語、留学生、姉妹都市
産業: 企業、事業所、製造品、出荷額、創業、商店、雇用、求人、就業
商業＝商工業: 商店、空き店舗、小売、販売額、創業、中心市街地、工業、製造品
雇用＝しごと＝仕事＝就労: 就業、就職、求人、雇用、失業、創業、従業者、正社員
農業＝農林業＝農林水産業: 農地、就農、農家、農業、耕作、作付、米、畜産、鳥獣、林業、漁業
漁業＝水産業: 漁獲、水揚、漁業、水産、養殖
林業: 間伐、木材、林道、森林、造林
移住＝定住＝移住定住: 移住、定住、転入、空き家バンク、社会増、Uターン
住宅＝住まい: 空き家、住宅、市営住宅、公営住宅、耐震化
都市基盤＝インフラ: 道路、橋梁、橋、下水道、水道、公園、都市計画
道路: 道路、歩道、橋梁、舗装、通学路
水道＝上下水道: 水道、有収率、配水、浄水、下水道、管路、給水、水洗化
下水道: 下水道、汚水、水洗化、合併処理浄化槽、管渠
DX＝デジタル＝デジタル化＝情報化: オンライン、電子申請、マイナンバー、AI、RPA、デジタル、Wi-Fi、キャッシュレス、電子
行財政＝行財政改革＝財政: 市税、収納率、経常収支、公債費、基金、職員、将来負担、財源、未利用地、指定管理
協働＝市民参加＝市民協働: 自治会、町内会、NPO、ボランティア、市民活動、まちづくり協議会
コミュニティ＝地域コミュニティ: 自治会、町内会、公民館、地域活動
"""


def belonging(
    matches: Iterable[RowMatch], themes: Sequence[Sequence[Concept]]
) -> Iterator[RowMatch]:
    """Yield the rows whose name says something that belongs to one of the themes."""
    called = (way for theme in themes if len(theme) == 1 for way in theme[0].ways)
    kinds = [frozenset(kind) for theme in called for kind in kinds_of(theme)]
    for match in matches if kinds else ():
        terms = _terms(match.row.name)
        if any(kind <= terms for kind in kinds):
            yield match


@lru_cache(maxsize=1 << 14)
def _terms(text: str) -> frozenset[str]:
    return frozenset(content_terms(text))


def kinds_of(theme: Terms) -> tuple[Terms, ...]:
    """Return what belongs to a theme, as terms.

    >>> kinds_of(("観光",))[:2], kinds_of(("観光", "客"))
    ((('宿泊',), ('入り込む',)), ())
    """
    return _kinds().get(theme, ())


@cache
def _kinds() -> dict[Terms, tuple[Terms, ...]]:
    kinds: dict[Terms, tuple[Terms, ...]] = {}
    for line in _KINDS.strip().splitlines():
        themes, _, words = line.partition(":")
        ways = tuple(tuple(content_terms(word)) for word in words.split("、"))
        for theme in themes.split("＝"):
            kinds[tuple(content_terms(theme))] = ways
    return kinds
