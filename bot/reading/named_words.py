"""The words by which places and things with names of their own are told: tables, no logic.

Every pattern is matched against text in NFKC.
"""

import re
from typing import Final

_THINGS: Final = (
    "号|線|荘|市場|センター|会館|公民館|図書館|博物館|美術館|資料館|記念館|体育館|まつり|祭り?|病院|医院"
    "|診療所|港|審議会|委員会|協議会|懇話会|会議|高校|高等学校|小学校|中学校|大学|温泉|公園|文庫|ホール|広場"
    "|スタジアム|球場|空港|トンネル|ダム|フェスタ|マラソン|フェア|塾|基金|憲章"
)
_KINDS_OF_THINGS: Final = (
    "市立|町立|村立|県立|国立|公立|私立|民間|新|旧|総合|地域|中央|校内|近隣|工業|産業|公共|観光|市民|町民"
    "|村民|県民|住民|子育て|こども|教育|行政|農業|漁業|在宅|保健|福祉|都市|児童|防災|電子|路線|運動|推進|[市町村県区]"
)
NAMED_THING: Final = re.compile(
    rf"道の駅[^のはがをでとにも、。「」?？\s]+|(?:^|(?<=[のはがをでとにも、。「」\s]))"
    rf"(?!(?:{_KINDS_OF_THINGS})*(?:{_THINGS})(?![一-鿿ァ-ヶ]))"
    rf"(?!うちの|[こそあど]の|ここの|そこの)"
    rf"(?:[ァ-ヶー]{{2,8}}|[一-鿿々]{{2,8}}?|[ぁ-ん]{{2,6}}?)(?:{_THINGS})(?=[のはがをでとにも、。「」?？\s]|$)"
)
"""What is called by a name of its own: うらら市場, 総合戦略審議会, but not 市立病院."""

PLACE_SUFFIXES: Final = frozenset("市町村県府都")
OTHER_PLACES: Final = re.compile(
    r"(?:隣|となり)の(?:県|市|町|村)|[ァ-ヶー]{2,6}(?:市|町|村|県)(?=[のはがでに])"
    r"|[一-鿿]{1,3}[ヶケヵツノ][一-鿿]{1,3}[市町村](?=[のはがでに])"
)
"""Places beside the town, whatever they are called, and towns in katakana, as 三ツ谷町 in part."""

_NO_PLACES: Final = (
    "本 当 同 各 他 全 近隣 隣接 周辺 政令 中核 何 市 町 村 市町 都道府 県 国 全国 我が"
)
NO_PLACES: Final = frozenset(_NO_PLACES.split())
"""What stands before 市 or 県 where no name does."""
