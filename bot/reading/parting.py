"""A message parted into the questions in it, and a question into the things it asks about."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.question import Question
from bot.reading.parts import has_content, shortened
from bot.reading.words import ASKING, GREETINGS
from index.tokens import tokenize

_MOST: Final = 5
_LONGEST: Final = 40
"""Letters of one of several things asked about in one breath."""
_ITEM: Final = re.compile(
    r"(?:^|(?<=[\s。、：:]))(?:[（(]?\d{1,2}(?:[)）]|[.．](?!\d)|、)|[①-⑳]|[・●•](?=\s*\S)|[-*](?=\s))\s*"
)
_END: Final = re.compile(r"(?<=[？?！!。\n])")
_JOINT: Final = re.compile(r"[、，,\s](?:あと(?!何|約|\d|ど)は?|それと|それから)、?(?=[^。？?]{2})")
_BLANK: Final = re.compile(r"\n\s*\n")
_LEAD: Final = re.compile(
    r"^\s*(?:あと|また|それと|それから|次に|ほかに|他に|および|and\b)[はに、,\s]*", re.I
)
_MORE: Final = re.compile(r"\s*(?:あと|それと|それから|ついでに)は?([^。？?\n]{2,40}?)も?[。\s]*")
_TOGETHER: Final = re.compile(r"[もと]?、?(?:あわせて|併せて|合わせて|一緒に)")
_AND: Final = re.compile(r"と|、|及び|および|ならびに|並びに")
_WORD: Final = "いつ|どこ|誰|だれ|どなた|何|なに|なん|いくら|いくつ|どう|どの|どれ|どんな|なぜ"
_EACH_ASKS: Final = re.compile(
    r"(?P<first>[^、。？?\n]{2,40}(?:目標値?|目標年度?|現状値?|実績値?|KPI|指標|担当課?|[数率額量]|面積|割合))と、"
    rf"(?P<next>[^、。？?\n]{{2,40}}[はがも](?:{_WORD})[^、。\n]*)"
    rf"|(?P<asked>[^、。？?\n]{{2,40}}は(?:{_WORD})[^、。？?\n]{{0,12}}[てで])、"
    rf"(?P<last>[^、。？?\n]{{2,40}}は(?:{_WORD})[^、。\n]*)"
)
"""`Aの目標と、Bはいつ` and `Aはいつできて、Bはいくら`: what is asked of one is not of the other."""
_GAP: Final = re.compile(
    r"\s*(?:今|いま|現在|現状値?|実績値?|目標値?|と|から|まで|の|\s)*(?:差|開き|伸び|増減|違い|比較|何倍)(?:は|を)?\s*"
)
_TELLS: Final = re.compile(r"(?:です|ます|した)(?:が|けど|ので)?[。\s]*$")


def parts_of(text: str) -> tuple[str, ...]:
    """Return the questions of a text, where there are two or more that stand by themselves.

    >>> parts_of("ジオツアーの目標は？あと間伐面積も教えて")
    ('ジオツアーの目標は？', '間伐面積も教えて')
    >>> parts_of("①待機児童数 ②離職率の目標"), parts_of("目標は5-2-1の3.5%？ いつまで？")
    (('待機児童数', '離職率の目標'), ())
    """
    text = shortened(text)
    items = list(_ITEM.finditer(text))
    if len(items) > 1:
        ends = [*(item.start() for item in items[1:]), len(text)]
        found = [text[item.end() : end] for item, end in zip(items, ends, strict=True)]
        # What stands below the last item, as the end of a letter does, is none of it.
        found = [_BLANK.split(part.strip())[0] for part in found]
    else:
        asking = [part for part in _END.split(text) if ASKING.search(part) or _MORE.fullmatch(part)]
        # `あと…も。` asks for a thing of its own, unlike 〜も併せて.
        asking = [m[1] if (m := _MORE.fullmatch(part)) else part for part in asking]
        found = [
            part for whole in asking for half in _JOINT.split(whole) for part in _each_asked(half)
        ]
    bare = [_LEAD.sub("", GREETINGS.sub(" ", part)) for part in found]
    bare = [_TOGETHER.sub("も", part).strip(" \n、。") for part in bare]
    parts = tuple(dict.fromkeys(part for part in bare if part and has_content(part)))
    return parts[:_MOST] if len(parts) > 1 else ()


def _each_asked(text: str) -> tuple[str, ...]:
    """Return the two things asked in a sentence, each with a question of its own, else the text.

    >>> _each_asked("売上の目標と、足湯広場はいつできますか")
    ('売上の目標', '足湯広場はいつできますか')
    >>> _each_asked("売上の目標と実績は？")
    ('売上の目標と実績は？',)
    """
    found = _EACH_ASKS.fullmatch(text.strip())
    return tuple(part for part in found.groups() if part) if found else (text,)


def ways_to_part(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the things that a text may ask about in one breath: all that are joined, then two.

    >>> list(ways_to_part("待機児童数、離職率と間伐面積の目標値は？"))[0]
    ('待機児童数', '離職率', '間伐面積の目標値は')
    >>> list(ways_to_part("ひとり親と待機児童の目標")), list(ways_to_part("目標値は？"))
    ([('ひとり親', '待機児童の目標')], [])
    """
    text = text.strip(" \n。？?")
    joints = _joints(text) if not re.search("[。？?]", text) else []
    ends = [0, *(edge for joint in joints for edge in joint), len(text)]
    every = tuple(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
    every = every if 1 < len(joints) < _MOST else ()
    pairs = ((text[:start], text[end:]) for start, end in joints)
    for parts in (every, *pairs):
        if parts and all(1 < len(part) <= _LONGEST for part in parts):
            yield parts


def owned(ways: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield pairs of things of which the second is of what the first is of, too.

    >>> list(owned(ways_to_part("米の輸出量と作付面積")))
    [('米の輸出量', '米の作付面積')]
    """
    for one, *others in ways:
        if len(others) == 1 and "の" in one:
            yield one, f"{one[: one.rindex('の') + 1]}{others[0]}"


def _joints(text: str) -> list[tuple[int, int]]:
    """Return where things are joined; the と of みなと市 and まとめて joins none."""
    particles = {token.span.start for token in tokenize(text) if token.pos == "助詞"}
    found = [joint.span() for joint in _AND.finditer(text)]
    return [joint for joint in found if text[slice(*joint)] != "と" or joint[0] in particles]


def is_thing(part: Question) -> bool:
    """Whether a part of a message names a thing: 保護者から聞かれました only tells something.

    今と目標の差 is of the thing named before.
    """
    if _GAP.fullmatch(part.topic):
        return False
    tells = _TELLS.search(part.text) or any(t.pos == "動詞" for t in tokenize(part.topic))
    return not tells
