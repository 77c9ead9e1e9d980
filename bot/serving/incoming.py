"""What people type in Slack, as plain text; and whether it is meant for the bot."""

import html
import re
import unicodedata
from typing import Final

from bot.reading.parts import has_content
from bot.reading.words import FOLLOW_UP, GREETINGS, MORE, SIGNS_OF_QUESTION, WHERE_SAID

_QUOTED_LINE: Final = re.compile(r"^(?:&gt;|>).*$", re.MULTILINE)
_QUOTE_SIGN: Final = re.compile(r"^(?:&gt;|>)[ \t]*", re.MULTILINE)
_POINTS: Final = re.compile("^(?:こ[れの]|そ[れの]|上記|上の|どう|本当|ほんと|合って|あって|正し)")
_MARKUP: Final = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_EMOJI: Final = re.compile(r":(?:[a-z0-9_+'-]*[a-z][a-z0-9_'-]*|[+-]1):")
_SIGNATURE: Final = re.compile(
    r"\n[ \t]*[-=_*+─━―－＿＝＊]{3,}[ \t]*\n(?=[^？?]*(?:TEL|ＴＥＬ|電話|内線|@|＠|〒))[^？?]*\Z",
    re.IGNORECASE,
)
"""What stands below a letter that was pasted: the town in it is not the one asked about."""
_PEOPLE: Final = re.compile(r"<(?:@[UW]|!(?:subteam|here|channel|everyone))")

_QUESTION: Final = re.compile(
    rf"{SIGNS_OF_QUESTION}|は[。、…\s]*$|(?:だけ|のみ|のもの)[。、…\s]*$"
    r"|(?:じゃ|では)なく|[一-鿿ァ-ヶー]の(?:ほう|方)[。、…\s]*$|もう(?:一度|1度|一回|1回)"
    r"|^(?:それぞれ|その|それ)\S{0,10}(?:目標|現状|実績|値|担当|課|出典|年度?|内訳|推移)[。\s]*$"
    r"|^(?:CSV|エクセル|Excel|一覧|リスト|表)(?:で|に|を)|に(?:絞|しぼ|限)って",
    re.IGNORECASE,
)
"""Signs of a question; requests (お願いします, ください) are made to colleagues as well."""

_RATHER: Final = frozenset({"もっと", "もう少し"})
"""What asks for more only where it begins: `もっと高くなかったっけ` is talk."""

_FILE: Final = re.compile(
    r"(?:CSV|エクセル|Excel|スプレッドシート)(?:ファイル|形式)?"
    r"(?:[でに](?!関|つい|対|お|公|使)|を?(?:出力|ください|下さい|ちょうだい|出して|お願い|欲し|ほし)|が(?:欲し|ほし))"
    r"|ファイルで(?:くだ|下さ|ちょうだい|欲し|ほし|お願い|出し|[。\s]*$)"
    r"|\b(?:as|in) (?:an? )?(?:csv|excel|spreadsheet)\b",
    re.IGNORECASE,
)
"""What asks for the figures as a file."""

_CHATTER: Final = re.compile(
    r"^(これ|それ)(で|って)(いい|良い|よい|よろし|大丈夫|ok|合って)|^(なるほど|了解|りょうかい|承知|わかりました|分かりました|そうですか|そうなんです|助かり|確認します"
    r"|ok\b|okay\b|got it|i see\b|thanks?\b|thank you)"
    r"|(?:確認|参考|連絡|報告|共有|念のため|お?知らせ)\S{0,4}(?:だけ|のみ)"
    r"|(?:すぎ(?:る|ない|ます|ません|じゃ)|過ぎ(?:る|ない|ます|ません|じゃ)|くない|じゃない|思(?:う|います))(?:です)?か?[?。\s]*$"
    r"|どう(?:する|します|しよう|しましょう)か?[?。\s]*$|^[^何]*よね[?。\s]*$",
    re.IGNORECASE,
)
"""What is said to colleagues: thanks, agreement, and what they think of it."""


def plain(text: str) -> str:
    """Return the words of a message: markup undone; people, quoted lines, signature left out.

    >>> plain("<@UBOT> <#C1|企画> の &lt;目標&gt; は <https://a.jp|これ>？")
    '企画 の <目標> は これ？'
    >>> plain("&gt; 前の話\\nジオツアーは？")
    'ジオツアーは？'
    >>> plain("&gt; 目標は380万人\\nこれ本当？"), plain("&gt; 目標は380万人\\n了解です")
    ('目標は380万人\\nこれ本当？', '了解です')
    """
    text = _said_of(text, _QUOTED_LINE.sub("", text))
    text = _EMOJI.sub(" ", html.unescape(_MARKUP.sub(_label, text)))
    text = _SIGNATURE.sub("", text)
    # Control characters would end the work of the tokenizer early.
    text = "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text)
    return text.strip()


def _said_of(text: str, rest: str) -> str:
    """Return what stands beside quoted lines, with these where it only asks about them."""
    said = unicodedata.normalize("NFKC", _MARKUP.sub(_label, rest)).strip()
    if not said:
        return text
    points = _POINTS.search(said) and _QUESTION.search(said) and not has_content(said)
    return _QUOTE_SIGN.sub("", text) if points else rest


def _label(found: re.Match[str]) -> str:
    sign, target, label = found.groups()
    if sign in {"@", "!"}:
        return " "
    return label or ("" if sign else target)


def calls(text: str, bot_user: str) -> bool:
    """Whether the message itself names the bot, not only a line quoted in it.

    >>> calls("<@UBOT> 目標は？", "UBOT"), calls("&gt; <@UBOT> 目標は？\\nこれ見た？", "UBOT")
    (True, False)
    """
    return f"<@{bot_user}" in _QUOTED_LINE.sub("", text)


def meant_for_bot(text: str) -> bool:
    """Whether a message that does not name the bot, in a thread of its, is a question to it.

    >>> meant_for_bot("その目標年は？"), meant_for_bot("もっと詳しく"), meant_for_bot("熊本市は")
    (True, True, True)
    >>> [meant_for_bot(text) for text in ("<@U2> これどう？", "了解です", "高すぎない？")]
    [False, False, False]
    """
    if _PEOPLE.search(text):
        return False
    said = GREETINGS.sub(" ", unicodedata.normalize("NFKC", plain(text))).strip(" 、。!！\n")
    if not said or _CHATTER.search(said):
        return False
    return bool(_QUESTION.search(said) or MORE.search(said))


def wants_file(text: str) -> bool:
    """Whether the figures are wanted as a file, not only as a message.

    >>> [wants_file(text) for text in ("指標をＣＳＶで", "エクセルにして", "as a CSV file")]
    [True, True, True]
    >>> wants_file("CSVの公開件数の目標は？")
    False
    """
    return bool(_FILE.search(unicodedata.normalize("NFKC", text)))


def leans(text: str) -> bool:
    """Whether a question points at the answer before it, so that silence would be no answer.

    >>> leans("その担当課は？"), leans("もっと詳しく"), leans("出典は？")
    (True, True, True)
    >>> leans("明日の会議は何時から？"), leans("目標値ってもっと高くなかったっけ？")
    (False, False)
    """
    said = unicodedata.normalize("NFKC", text).strip()
    more = MORE.search(said)
    leading = FOLLOW_UP.search(said) or WHERE_SAID.fullmatch(said)
    return bool(leading or (more and (not more.start() or more.group() not in _RATHER)))
