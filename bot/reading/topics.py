"""What is asked about the bot itself, and said to it: how to ask, the plans, thanks, complaints."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from bot.reading.words import GREETINGS


class Topic(StrEnum):
    """What can be asked about the bot."""

    HELP = "help"
    PLANS = "plans"
    THANKS = "thanks"
    SORRY = "sorry"


_PATTERNS: Final = {
    Topic.PLANS: re.compile(
        r"plans?|(聞ける|登録(されて|して)いる|収録)?(計画|プラン)(の?(一覧|リスト))?"
        r"|(ここ|これ)?(は|で|に|には)?(どんな|どの|何の|なんの)(計画|プラン)[がにをは]?"
        r"(聞け|あ[りる]|入って|載って|登録|使え|調べられ)[^。?]{0,10}"
        r"|(計画|プラン)(は|には|って)(何|どれ|どんなもの)が?(あ[りる]|入って|聞け)[^。?]{0,10}"
        r"|(which|what) plans[^?]{0,30}"
        r"|[^、。?]{0,20}(計画書?|プラン|戦略|ビジョン)の?(pdf|全文|本文|冊子|電子データ|原本|url|リンク)"
        r"([をはが]|って)?(ください|下さい|ちょうだい|見せて|みせて|見たい|欲しい|ほしい|どこ|あ[りる])?[^。?]{0,10}"
    ),
    Topic.HELP: re.compile(
        r"help|test(ing)?|(テスト|てすと)(です|中|投稿)?|もしもし|ヘルプ|助けて|[?]|((この)?(ボット|アプリ)の?)?(使い方|使いかた|聞き方|聞きかた|操作方法)"
        r"([をはが]|って)?(教えて|見せて|知りた|わから|分から)?[^。?]{0,10}"
        r"|(あなた|君|きみ|お前|おまえ|この(ボット|アプリ))(は|って|では|で)?"
        r"(誰|だれ|何|なに)(者|が)?(です|なの|だ|でき)?[^。?]{0,8}|自己紹介[^。?]{0,8}"
        r"|(何|なに)[がを](でき|聞け|教えてくれ|してくれ)(る|ます)[^。?]{0,6}"
        r"|どう(やって|すれば)?(聞け|使え|使い|質問すれ)(ば|ます)[^。?]{0,10}"
        r"|元気(です)?か?|調子(は|どう)[^。?]{0,6}|(あなた|君|きみ|お前|この(ボット|アプリ))の名前[^。?]{0,8}"
        r"|(誰|だれ)が?(作った|つくった|開発した|作りました)(の|んです|のです)?か?"
        r"|((この|その)?計画(の(ポイント|内容|要点))?を?)?(\d行で|簡単に|ざっくり|短く|わかりやすく)?"
        r"(要約|サマリー?)(を|に)?(して|作って|お願い|ください|下さい)[^。?]{0,8}"
        r"|(who|what) are you|what can you do|how (do|can) i (use|ask)[^?]{0,20}"
    ),
    Topic.THANKS: re.compile(
        r"((どうも|とても|大変|本当に)?(助か|たすか)(り|った)|了解|承知|感謝)[^。?]{0,8}"
        r"|(わか|分か)りました|なるほど|どうも|ok|okay|got it|thank you (so|very) much"
        r"|thx|ty|cheers|(質問を?)?間違え(ました|た)|間違い(です|でした)|キャンセル[^。?]{0,6}"
        r"|やっぱり?いい(です)?|(何|なん)でもない(です)?|(質問を?)?取り?消し[^。?]{0,6}|never ?mind"
        r"|(さっき|今|先ほど)の(質問)?[はを]?(取り?消し|忘れて|なし)[^。?]{0,8}"
    ),
    Topic.SORRY: re.compile(
        r"((この|その|今の)?(答え|回答|数字|それ)(が|は)?)?(全然|ぜんぜん|全く|まったく)?"
        r"(違う|違います|違ってる|違っています|間違って(い?る|い?ます)|だめ|ダメ|駄目|使えない"
        r"|役に?立たない|おかしい|変)(です|だ|じゃん|じゃないか?|なあ?|ね|よ|ぞ)*"
        r"([、。 ]*(もっと)?ちゃんと(探し|調べ|答え)[^。?]{0,6})?"
        r"|(もっと)?ちゃんと(探し|調べ|答え)[^。?]{0,6}|((that|it)'?s|this is)? ?(wrong|not right)"
    ),
}
_THANKS: Final = re.compile(r"ありがと|助か|thank")
_IDLE: Final = " 、。.,!?~\n"


def topic_of(text: str) -> Topic | None:
    """Return what about the bot is asked or said to it; None for a question to the plans.

    >>> topic_of("使い方を教えて"), topic_of("こんにちは！"), topic_of("目標は？")
    (<Topic.HELP: 'help'>, <Topic.HELP: 'help'>, None)
    >>> topic_of("どんな計画がありますか"), topic_of("ありがとう、助かりました！")
    (<Topic.PLANS: 'plans'>, <Topic.THANKS: 'thanks'>)
    >>> topic_of("使えないなあ"), topic_of("間違えました"), topic_of("違います、宿泊者数です")
    (<Topic.SORRY: 'sorry'>, <Topic.THANKS: 'thanks'>, None)
    """
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    said = GREETINGS.sub("", folded).strip(_IDLE)
    if folded and not said:
        return Topic.THANKS if _THANKS.search(folded) else Topic.HELP
    found = (topic for topic, pattern in _PATTERNS.items() if pattern.fullmatch(said))
    return next(found, None)
