"""What names a part and asks it of the question before: 大人は？ after who has breakfast."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.answering.answer_notices import may_be_another
from bot.answering.counted import is_measure
from bot.answering.weights import SURE
from bot.domain import Answer, KpiFinding, Near, NearKind, Notice, Status
from bot.question import Question
from bot.reading.parts import fold, has_content, ignored_terms
from bot.reading.words import ELLIPTIC
from index.matching import letters_of
from index.search import Needle
from index.tokens import content_terms

_MOST: Final = 0.5
"""The share of a name that is more than a part of it."""
_SCHOOL: Final = re.compile(r"([小中高])(?=\d)")
_IN_SCHOOL: Final = r"\1(?:学校?|校)?"


def leaning(question: Question, previous: Question) -> Question | None:
    """Return a question for what is named, of what was asked before; None for any other.

    >>> asked = Question("朝食をとる人の割合は？", "朝食をとる人の割合")
    >>> part = leaning(Question("大人は？", "大人は"), asked)
    >>> part.topic if part else None
    '朝食をとる人の割合 大人は'
    >>> leaning(Question("大人の歯の数の目標は何本？", "大人の歯の数の目標", wants="number"), asked)
    """
    short = ELLIPTIC.fullmatch(fold(question.text).strip()) and question.wants == previous.wants
    bare = question.topic == previous.topic or not _own(question)
    before = previous.topic if has_content(previous.topic) else previous.aside
    if not short or bare or not has_content(before):
        return None
    return replace(question, topic=f"{before} {question.topic}")


def strays(found: Answer, question: Question, previous: Question, needle: Needle) -> bool:
    """Whether an answer says nothing of what was asked before, nor bears the name of the part.

    So does a row that does not say all of the part, which is `needle`: フェアトレード認知度 is no
    answer to SDGsの認知度は？
    """
    if found.status is not Status.ANSWERED or found.changes:
        return not found.changes
    if any(_bears(finding.row.indicator, question) for finding in found.kpi):
        return False
    if found.kpi and not names_all(found, needle):
        return True
    return not _says(_texts(found), _before(question, previous))


def is_better(again: Answer, found: Answer, question: Question) -> bool:
    """Whether what answers a leaning question names the part."""
    if again.status is not Status.ANSWERED:
        return False
    part = re.compile(rf"(?<!\d){_SCHOOL.sub(_IN_SCHOOL, re.escape(_own(question)))}")
    if not any(part.search(text) for text in _texts(again)):
        return False
    return is_unsure(found) or sureness(again) >= sureness(found)


def kept(found: Answer, question: Question, previous: Question) -> Answer:
    """Leave out rows that say nothing of what was asked before, where others do.

    Of 家庭系は？ after ごみの排出量 there is no 食品ロス（家庭系）.
    """
    before = _before(question, previous)
    rows = tuple(f for f in found.kpi if _says([_letters_of_row(f)], before))
    if not rows or len(rows) == len(found.kpi):
        return found
    told = [n for n in found.notices if n is not Notice.SEVERAL_FIT or len(rows) > 1]
    told += [Notice.OTHER_NAME] if may_be_another(rows) else []
    return replace(found, kpi=rows, notices=tuple(dict.fromkeys(told)))


def settled(question: Question, found: Answer, previous: Question) -> Question:
    """Return a question without what it leant on, where the answer is of nothing but its own."""
    if found.status is not Status.ANSWERED or not leaning(question, previous):
        return question
    own = any(_bears(finding.row.indicator, question) for finding in found.kpi)
    before = _before(question, previous)
    return replace(question, aside="") if own or not _says(_texts(found), before) else question


def is_unsure(found: Answer) -> bool:
    """Whether what is shown is not surely meant: of a row, that it is another's."""
    return found.status is Status.ANSWERED and (bool(found.kpi) or sureness(found) < SURE)


def sureness(found: Answer) -> float:
    """Return how sure the first thing shown is, 0 where there is none."""
    rows, quotes = found.kpi[:1], found.citations[:1]
    return max([*(row.score for row in rows), *(quote.score for quote in quotes)], default=0.0)


def refused(found: Answer) -> Answer:
    """Return an answer that says nothing answers, with its rows as what is near."""
    near = [Near(NearKind.INDICATOR, f.row.indicator, f.row.plan_id) for f in found.kpi]
    return Answer(
        found.question,
        Status.NOT_FOUND,
        found.snapshot_id,
        near=tuple(dict.fromkeys((*near, *found.near))),
        language=found.language,
    )


def _own(question: Question) -> str:
    return letters_of(question.topic).removesuffix("は")


def _before(question: Question, previous: Question) -> set[str]:
    """Return the words that say what was asked before, without those of the part."""
    return _telling(f"{previous.topic} {previous.aside}") - _telling(question.topic)


def names_all(found: Answer, needle: Needle) -> bool:
    """Whether the first row, or the heading just above it, says each thing asked in some way."""
    row = found.kpi[0].row if found.kpi else None
    letters = letters_of(" ".join((*row.path[-1:], row.indicator))) if row else ""
    return bool(row) and all(
        any(all(letters_of(term) in letters for term in way) for way in concept.ways)
        for concept in needle.row_concepts
        if not concept.is_doing
    )


def _bears(indicator: str, question: Question) -> bool:
    """Whether what is named is the most of the name of an indicator, in letters or in words.

    Of 喫煙率 男性 the part behind the blank is none of its name.
    """
    whole = indicator.strip().rsplit(maxsplit=1)[0]
    own, name = _own(question), letters_of(whole)
    words, said = _telling(whole), _telling(question.topic)
    return (own in name and len(own) >= _MOST * len(name)) or (
        bool(said) and said <= words and len(said) >= _MOST * len(words)
    )


def _telling(text: str) -> set[str]:
    """Return the words of a text that say what it is about."""
    terms = (term for term in content_terms(text) if len(term) > 1 and not term[0].isdigit())
    return {term for term in terms if term not in ignored_terms() and not is_measure([term])}


def _says(texts: Iterable[str], terms: Iterable[str]) -> bool:
    letters = [letters_of(term) for term in terms]
    return any(each in text for text in texts for each in letters)


def _texts(found: Answer) -> list[str]:
    """Return the letters of each row shown, or else quote, with those of the headings above it."""
    rows = [_letters_of_row(finding) for finding in found.kpi]
    return rows or [letters_of(" ".join((*c.path, c.quote))) for c in found.citations]


def _letters_of_row(finding: KpiFinding) -> str:
    return letters_of(" ".join((*finding.row.path, finding.row.indicator)))
