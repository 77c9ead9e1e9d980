"""The counters and units that plans print, and how a unit goes on after a figure."""

import re

from index.periods import fold_same_length

# Add a counter here; scale words (千, 百万) may stand before it, /年 and the like behind it.
_KNOWN = """
人 名 件 円 % ‰ 回 か所 箇所 カ所 ケ所 ヵ所 世帯 戸 棟 校 園 団体 社 者 店 店舗 枚 本 台 冊 組 校区
地区 集落 施設 年 か年 ヵ年 歳 日 時間 分 秒 点 位 倍 割 か月 月 週 株 頭 羽 匹 種 種類 品 品目
事業 事業所 企業 経営体 法人 区画 組織 グループ チーム クラブ サークル 講座 計画 協定 項目 地点
地域 路線 便 隻 橋 池 基 か国 国 市町村 自治体 人泊 泊 床 室 席 ポイント pt トン t kg g mg μg km m
cm mm ha a ㎡ ㎥ km2 km² m2 m² m3 m³ 立方メートル 平方メートル l L ℓ kl kL kW kw MW GW kWh kwh MWh
GWh J MJ GJ TJ PJ t-CO2 tCO2 t-CO₂ tCO₂ kg-CO2 kgCO2 トン-CO2 ℃ dB mg/l mg/L ppm ppb ドル 歩 合 票
通 報 例 作品 業務 手続 システム 団 班 分団 区域 区 町 村 市 県 個 食 話 号 版 曲 試合 軒 公園 拠点
圏域 つ 所 か国語 言語 世代 コース 教室 会場 資格 単元 学級 クラス 打席 泊数 人回 延人 千トン 枠
教科 市町 グラム 事業者 生産者 農家 商店街 駅 品種 商品 サイト 動画 往復 事業体 TEU
尾 メートル キロメートル センチメートル ヘクタール キログラム リットル キロリットル キロワット
キロワット時 パーセント PV アクセス フォロワー ビュー タイトル 紙 館 部 系統 自治会
灯 ページ 学区
"""
PER = (
    r"(?:人・日|人日|年度|年|か月|月|日|週|回|人|件|世帯|㎥|m3|m²|㎡|km2?|ha|10a"
    r"|百万円|億円|百人|千人|万人|10万人|時間|h|kWh|[lLℓ])"
)
_COUNTERS = "|".join(
    sorted(map(re.escape, set(fold_same_length(_KNOWN).split())), key=len, reverse=True)
)
_UNIT = re.compile(rf"(?:延べ)?[十百千万億兆]*(?:{_COUNTERS})(?:/{PER})*")

_LETTER = r"[A-Za-zμΩ℃°%‰㎡㎥㎢㎞㎏ℓ㌔㌧㌶一-鿿々ァ-ヿかつ・₂]"
# Words behind a unit that are no part of it.
_END = (
    r"以上|以下|以内|以降|未満|程度|前後|超|増|減|維持|達成|割台|%台|強$|弱$|余$|中$|台\)|を|削減|向上"
    r"|上昇|低下|改善|程|相当|実施|確保|継続|男|女|小学|中学|うち|から|及|又|平均|累計"
)
AFTER_FIGURE = re.compile(
    rf"(?:(?!{_END})(?:{_LETTER}|-CO2?\d?|(?<=[A-Za-z])\d(?![\d.])|(?<=[A-Za-z])\s?[²³]|-(?=eq)))+"
    rf"(?:/{PER}(?:(?![一-鿿])|(?=以[上下内]|未満|程度))(?:/{PER})?)?"
)


def is_cut_unit(text: str) -> bool:
    """Whether the text is the beginning of a unit in katakana.

    >>> [is_cut_unit(t) for t in ("パーセン", "キロ", "パーセント", "チーム", "人")]
    [True, True, False, False, False]
    """
    known = (unit for unit in _KNOWN.split() if unit != text and unit.startswith(text))
    return not is_unit(text) and bool(re.fullmatch("[ァ-ヿ]+", text)) and any(known)


def is_unit(text: str) -> bool:
    """Whether the text is a unit as plans print it: 人, ％, 百万円, t-CO2/年.

    >>> [is_unit(t) for t in ("ｇ", "千t-CO2", "累計", "市内", "人/年", "か所")]
    [True, True, False, False, True, True]
    """
    return bool(_UNIT.fullmatch(fold_same_length(text).replace(" ", "")))
