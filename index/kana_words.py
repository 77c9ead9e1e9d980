"""What questions are made of beside the plans' own words, as typed in kana: tables, no logic."""

import re
from typing import Final

_ASKING: Final = """
もくひょうち目標値 もくひょうねん目標年 もくひょう目標 げんじょうち現状値 げんじょう現状
きじゅんち基準値 けんしょうち検証値 しひょう指標 せいか成果 すうち数値 じっせき実績 けっか結果
たっせい達成 いちらん一覧 りすとリスト ぜんぶ全部 わりあい割合 ぱーせんとパーセント
けーぴーあいKPI おしえ教え しりた知りた みせ見せ なんぱーせんと何% なんわり何割 なんがつ何月
なんようび何曜日 なんじ何時 なんねん何年 なんねんど何年度 なんにち何日 なに何 なんで何で
なんです何です なんなん何なん なんという何という だれ誰 りゆう理由 いみ意味 なまえ名前
けいかく計画 よてい予定 めざす目指す めざし目指し ふやす増やす ふやし増やし へらす減らす
へらし減らし ふえる増える ふえた増えた ふえて増えて へる減る へった減った へって減って
さいしゅう最終 いま今 げんざい現在 かんする関する かんけい関係 しの市の しって知って
しっている知っている しってる知ってる めざして目指して てき的 ひとり一人 いちにち一日 つくる作る
つくり作り きき聞き かいて書いて かいた書いた かかれ書かれ なんびと何人 よそ他 おおい多い
おおかった多かった でんわばんごう電話番号 じゅうしょ住所 よさん予算 りょうきん料金 ねだん値段
ひよう費用
"""
_SUFFIXES: Final = """
ひ費 りょう料 だい代 すう数 りつ率 しゃ者 いん員 がく額 せん線 ちょう長 か課 しつ室 ひん品 ち値
"""
SUFFIXES: Final = dict(re.findall(r"([ぁ-ゖー]+)([^ぁ-ゖー\s])", _SUFFIXES))
"""What is put to nouns: sounds as short as these mean it only there."""

ASKING: Final = dict(re.findall(r"([ぁ-ゖー]+)([^ぁ-ゖー\s]\S*)", _ASKING))
"""Words that ask: how they sound, and how they are written."""

_FUNCTION: Final = """
が は を に で と も の へ や か から まで より など とか だけ ばかり ほど くらい ぐらい ずつ
って ね よ な こと もの とき ため よう ところ ひと これ それ あれ この その あの ここ そこ そう
こう なる なった なって なり なります なりました なっている なっています する した して し
している しています してる されて された される します しました しますか しましたか ません
しません しない できる できた できます いる いた いて います いますか ある あった あって
あります ありますか ない なかった です ですか でした でしたか でしょうか だ だった だっけ
でしたっけ なの なのか という といった について における において による によって にたいする
にかかる ください くれ くれる ほしい おねがいします おねがい したい したの ますか ました
ましたか さん さま たち ら じゃ では には とは での との への にも でも ても のは のか んですか
んでしょうか れる られる せる させる たい たく た て ば う る れ ながら つつ また あと もう まだ
いい よい どう いう いって やって やる やった やります みんな うち のうち ほか さらに それぞれ
たくさん まわり あたり まま ほう しか ありがとう ありがとうございます すみません おはよう
こんにちは こんばんは よろしく なれ ならない いちばん とも すべて いつ いつまで いくつ いくら
どこ どこまで どれくらい どのくらい てる でる ている ていた てます てください てほしい てもらう
ておく てある てきた てくる ていく られ かけ つもり んだ んです のに けど けれど どれだけ どんな
どうして なぜ どなた どの どれ
"""
FUNCTION: Final = frozenset(_FUNCTION.split())
"""Particles, endings and verbs without a content of their own: they stay as they are."""

_NUMBERS: Final = {
    f"{many}{scale}": f"{how}{unit}"
    for many, how in zip(
        ("なん", "なんじゅう", "なんびゃく", "なんぜん"),
        ("何", "何十", "何百", "何千"),
        strict=True,
    )
    for scale, unit in zip(("", "まん", "おく", "ちょう"), ("", "万", "億", "兆"), strict=True)
}
_COUNTERS: Final = """
にん人 けん件 まい枚 こ個 かい回 だい台 ほん本 ぼん本 さつ冊 しゃ社 てん点 こう校 えん円
しゅるい種類 せたい世帯 だんたい団体 かしょ箇所 ぐらむグラム きろキロ とんトン めーとるメートル
へくたーるヘクタール ぽいんとポイント ふん分 ぷん分 さい歳 い位 ばん番 ばんめ番目 こうもく項目
ちく地区 しせつ施設 じぎょう事業 じぎょうしゃ事業者 じぎょうしょ事業所 そしき組織 てんぽ店舗
はく泊 とう頭 わ羽 ひき匹 びき匹 ばい倍 じかん時間 にちかん日間 しちょうそん市町村
じちたい自治体 こうく校区 ねん年 ねんど年度 がつ月 にち日 ねんかん年間 き基
"""
_ALONE: Final = dict(re.findall(r"([ぁ-ゖー]+?)([^ぁ-ゖー\s]\S*)", _COUNTERS)) | {"かこく": "か国"}
_SCALES: Final = {"": "", "ひゃく": "百", "せん": "千", "まん": "万", "おく": "億"}
COUNTERS: Final = {
    number + counter: written + unit
    for number, written in _SCALES.items()
    for counter, unit in _ALONE.items()
}
"""How things are counted after a number: にん, まんにん."""
COUNTED: Final = {
    number + counter: how + unit
    for number, how in _NUMBERS.items()
    for counter, unit in _ALONE.items()
} | _NUMBERS
"""What is asked to be counted: なんにん, 何人."""
