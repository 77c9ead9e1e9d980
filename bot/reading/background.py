"""What a long message only tells, as speeches and letters do, apart from what it asks."""

import re
from typing import Final

from bot.reading.parts import ignored_terms, topic_of
from bot.reading.words import ASKING
from index.tokens import content_terms

_UNIT: Final = 3
"""Letters of a Latin word or a number that may be no more than a unit or a year."""
_END: Final = re.compile(r"(?<=[。？?！!\n])|(?<=[a-z0-9][.])\s+(?=[A-Z])")
_QUOTED: Final = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”")
_PASSED_ON: Final = re.compile(
    r"[「『]([^「」『』]{4,})[」』](?:と|って|との)(?:聞|き|質問|お?問|お?尋|お?たず|言わ|いわ|電話)"
)
"""A question that somebody else asked."""
_HIDDEN: Final = str.maketrans("。？?！!\n.", "\ue000\ue001\ue002\ue003\ue004\ue005\ue006")
_SHOWN: Final = {hidden: sign for sign, hidden in _HIDDEN.items()}
_REQUEST: Final = re.compile(
    r"[？?]\s*$"
    r"|(?:か|かな|かしら|でしょう|ください|下さい|願います|お願い(?:し|致し|いたし|申し上げ)?(?:ます|たいです)?"
    r"|教えて(?:[^。、]*)|知りたい(?:です|とのこと(?:です)?|そうです)?|よろしく)[。！!\s]*$"
    r"|(?:伺|うかが|尋ね|たずね|聞き(?!ま)|聞かせ|質問|お示し|見解|所見|答弁|回答|説明|照会|問い?合わせ|求め|知らせ|調べ|探し"
    r"|確認(?:した|させ|を|し))[^。、]{0,16}[。！!\s]*$"
    r"|(?:知り|聞き|伺い|お尋ねし)たいのは"
    r"|\b(?:please|could you|can you|would you|tell|let me know|want to know|wonder)\b",
    re.IGNORECASE,
)
"""What ends, or in English begins, a sentence that asks for something."""
_THEME: Final = re.compile(
    r"^\s*(?:次に|続いて|まず(?:は|、)?|最初に|最後に|はじめに|[0-9一二三四五]点目[はに]?|大きな?[0-9一二三四五]項目目?)?[、,\s]*"
    r"(?P<about>[^。、]{2,30}?)(?:の件)?(?:について|に関(?:して|する)|につきまして|の件(?:で|です))"
    r"[^。]{0,6}(?:であります|です|伺|うかが|尋ね|たずね|質問|聞き|問い?合わせ|照会|ご相談|連絡)[^。、]{0,12}[。\s]*$"
)
"""A sentence that only says what the next ones are about."""
_TELLS: Final = re.compile(
    r"(?:です|ます|した|ません|だ|る|う|た|い|く)(?:が|けど|けれども?|よ|ね|よね|から|ので|し|との(?:こと|事))*"
    r"[。！!…\s]*$|\.\s*$"
)
"""What ends a sentence that says something, and not only names it."""
_POINTS_BACK: Final = re.compile(
    r"^\s*(?:そこで|つきましては|ついては|なお|また|それで|で|さて)?[、,\s]*"
    r"(?:その|それ|この|これ|こうした|こういった|そうした|そういった|上記|当該|同|彼ら|そこ|ここ)"
)
_LEADS_UP: Final = re.compile(
    r"(?:です|ます|ました|でした|ません|た|いる|ある|ない)(?:が|けれども|けれど|けど|ので)、"
    r"|(?:ところ|なか|中|ことから|以上|ため)(?:で)?(?:です|であります)?(?:が|けれども)?、"
)


def part_background(text: str) -> tuple[str, str]:
    """Part what a message asks, with its theme, from what it tells besides.

    Who passes a question on asks just that.

    >>> part_background("防災について伺います。地震が続き不安です。備蓄の目標は何食でしょうか。")
    ('防災 備蓄の目標は何食でしょうか。', '地震が続き不安です。')
    >>> part_background("市民から「面積はどれくらいですか」と聞かれました。わかりますか?")
    ('面積はどれくらいですか?', '')
    """
    passed_on = _PASSED_ON.search(text)
    if passed_on and ASKING.search(passed_on[1]):
        text = f"{passed_on[1]}?"
    sentences = _sentences(text)
    if len(sentences) < 2:
        return text, ""
    themes = [_THEME.match(sentence) for sentence in sentences]
    requests = {i for i, s in enumerate(sentences) if not themes[i] and _REQUEST.search(s)}
    if not requests:
        return _within_quote(text)
    kept = requests | {i for i, s in enumerate(sentences) if not _TELLS.search(s)}
    if not any(themes):
        kept |= {i - 1 for i in requests if i and _leans(sentences[i])}
    main, told = [], []
    for i, sentence in enumerate(sentences):
        if (theme := themes[i]) and i not in kept:
            main.append(f"{theme['about']} ")
        elif i in kept:
            before, asked = _without_lead(sentence)
            told.append(before)
            main.append(asked)
        else:
            told.append(sentence)
    return "".join(main), "".join(told)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; those within a quotation are of the one around it."""
    hidden = _QUOTED.sub(lambda quoted: quoted.group().translate(_HIDDEN), text)
    return [part.translate(_SHOWN) for part in _END.split(hidden) if part.strip(" 　。\n")]


def _within_quote(text: str) -> tuple[str, str]:
    """Part a text that asks only within what it quotes, as who passes on a letter does."""
    for quoted in sorted(_QUOTED.findall(text), key=len, reverse=True):
        inside = quoted[1:-1]
        if any(_REQUEST.search(sentence) for sentence in _sentences(inside)):
            asked, told = part_background(inside)
            return asked, text.replace(quoted, told)
    return text, ""


def _leans(sentence: str) -> bool:
    """Whether a sentence says too little of what it asks about to be understood alone."""
    said = set(content_terms(topic_of(sentence))) - ignored_terms()
    own = [term for term in said if len(term) > (_UNIT if term.isascii() else 1)]
    return bool(_POINTS_BACK.match(sentence)) or not own


def _without_lead(sentence: str) -> tuple[str, str]:
    """Part a request from the clause that leads up to it, unless the request leans on that."""
    for found in reversed(list(_LEADS_UP.finditer(sentence))):
        if not _leans(sentence[found.end() :]):
            return sentence[: found.end()], sentence[found.end() :]
    return "", sentence
