"""What a reader of an answer must know: which notices it bears."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from bot.answering import weights
from bot.answering.changes import can_compare
from bot.answering.finding import Quote, Row
from bot.answering.meant import sums_up
from bot.answering.printings import indicator_key
from bot.answering.years import asks_for_aims, lacks_actual, row_years, target_years
from bot.domain import Citation, KpiFinding, Notice
from bot.question import Kind, Question
from bot.reading import words
from bot.reading.parts import fold, has_content, wanted_in
from index.domain import KpiRow, Plan
from index.editions import has_dates
from index.search import Editions, Searcher

_OWNER: Final = re.compile(
    r"(?:担当|所管)(?:課|部署?|者|は|って|[?？。\s]|$)|(?:どこ|どの|何)の?[課部](?!分)"
    r"|\b(?:which|what) (?:department|division|section|office)|\b(?:in charge|responsible)\b",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile("[課局部室係]|担当|所管|[市町村区]長")
_LIKELY: Final = 0.6
_LACKS: Final = (
    "kpi",
    "beside",
    "uncounted",
    *(name for name in weights.PASSAGE_WEIGHTS if name.startswith("far_")),
    *(f"no_{name[4:]}" for name in weights.PASSAGE_WEIGHTS if name.startswith("far_")),
)
"""The features of a quote that does not show a date, figure or name where one is asked for.

Or that stands alone where the figures of an indicator are: of such ten in fourteen were wrong.
"""


def edition_notices(
    question: Question,
    searcher: Searcher,
    editions: Editions,
    shown: Collection[KpiFinding | Citation],
) -> Iterator[Notice]:
    """Yield what to know of the editions that answer."""
    if not editions and (question.edition or question.as_of):
        yield Notice.NO_EDITION
    elif shown and not question.edition and words.OLDER.search(question.text):
        yield Notice.NO_OLDER_EDITION
    if not all(item.in_force for item in shown):
        yield Notice.OLDER_EDITION
    if any(_is_recognized(item, searcher) for item in shown):
        yield Notice.RECOGNIZED
    plans = {item.row.plan_id if isinstance(item, KpiFinding) else item.plan_id for item in shown}
    if question.as_of and not all(has_dates(searcher.snapshot.plan(each)) for each in plans):
        yield Notice.EDITION_UNDATED


def _is_recognized(item: KpiFinding | Citation, searcher: Searcher) -> bool:
    """Whether a quote stands on a page whose words a machine has recognised: no row does."""
    if isinstance(item, KpiFinding):
        return False
    document = searcher.snapshot.reading(item.plan_id, item.revision).document
    return any(page.overlaps(item.span) for page in document.recognized)


def comparison_notices(question: Question, plans: Sequence[Plan]) -> Iterator[Notice]:
    if question.kind is Kind.CHANGE and not can_compare(plans):
        yield Notice.NOTHING_TO_COMPARE


def silent_towns(
    question: Question, searcher: Searcher, shown: Collection[KpiFinding | Citation]
) -> tuple[str, ...]:
    """Return the towns that are named beside others and whose plans say nothing."""
    named = dict.fromkeys(searcher.snapshot.plan(plan).publisher for plan in question.plans)
    saying = {item.publisher for item in shown}
    silent = tuple(town for town in named if town and town not in saying)
    return silent if len(silent) < len(named) else ()


def refusal_notices(question: Question, found: Sequence[Row]) -> Iterator[Notice]:
    """Yield why nothing can answer: plans are not compared, and do not know how it went.

    Or the row that would answer gives no figure of the year asked for.
    """
    best = found[0].features if found else {}
    if best.get("other_year"):
        dated = weights.probability(weights.ROW_WEIGHTS, {**best, "other_year": 0.0})
        if dated >= weights.SURE:
            yield Notice.YEAR_LACKING
    if len(question.plans) > 1 and words.COMPARES.search(question.text):
        yield Notice.PLANS_NOT_COMPARED
    judged = words.JUDGED.search(question.text) or words.RECENT.search(question.text)
    if judged and not has_content(words.JUDGED.sub(" ", question.topic)):
        yield Notice.NOT_LATEST


def row_notices(question: Question, findings: Collection[KpiFinding]) -> tuple[Notice, ...]:
    notices = [*_fit_notices(question, findings)]
    if question.cut:
        notices.append(Notice.QUESTION_CUT)
    if question.periods_clash:
        notices.append(Notice.PERIOD_MISMATCH)
    elif findings and (unstated := years_unstated(question, findings)):
        notices.append(unstated)
    elif findings and _asks_the_latest(question, findings):
        notices.append(Notice.NOT_LATEST)
    if _asks_for_rank(question, findings):
        notices.append(Notice.NOT_RANKED)
    if findings and _leaves_out(question, [finding.row for finding in findings]):
        notices.append(Notice.ASKED_NOT_STATED)
    return tuple(notices)


def _fit_notices(question: Question, findings: Collection[KpiFinding]) -> Iterator[Notice]:
    """Yield what to know of how the rows fit what is asked for."""
    if any(finding.disagrees for finding in findings):
        yield Notice.DISAGREEMENT
    if question.kind is Kind.LIST:
        if any(finding.score < 1 for finding in findings):
            yield Notice.MAY_BE_MORE
        return
    if _are_several(findings):
        yield Notice.SEVERAL_FIT
    summed = any(sums_up(finding.row.indicator, question) for finding in findings)
    if may_be_another(findings) or summed:
        yield Notice.OTHER_NAME


def _asks_for_rank(question: Question, findings: Collection[KpiFinding]) -> bool:
    """Whether the highest or the like of several indicators is asked for, or of none named."""
    several = len(findings) > 1 or not (findings or has_content(question.topic))
    return several and bool(words.RANKED.search(fold(question.text)))


def _leaves_out(question: Question, shown: Collection[KpiRow]) -> bool:
    """Whether who answers for the rows is asked, or until when, and none of them says so."""
    if _OWNER.search(question.text):
        return not any(row.owner for row in shown)
    dated = any(target.period for row in shown for target in row.targets)
    # What is wanted may be left from the question before; only who says so asks until when.
    when = wanted_in(fold(question.text))[0] == "date"
    return when and question.wants == "date" and not question.years and not dated


def years_unstated(question: Question, findings: Collection[KpiFinding]) -> Notice | None:
    """Return what to know where the rows have no figure of a year asked for.

    Or none in the column: a target of R7 is no result of R7.
    """
    rows, asked = [finding.row for finding in findings], set(question.years)
    given = set().union(*map(row_years, rows))
    if not asked:
        return None
    if not asked & given:
        return Notice.PERIOD_NOT_STATED
    aims = bool(words.TARGET_WORDS.search(words.ONLY_ASKS.sub(" ", fold(question.text))))
    if question.asks_actual and not aims and all(lacks_actual(question, row) for row in rows):
        return Notice.RESULT_NOT_STATED
    if asks_for_aims(question) and not asked & set().union(*map(target_years, rows)):
        return Notice.TARGET_NOT_STATED
    return None if asked <= given else Notice.SOME_PERIODS


def _asks_the_latest(question: Question, findings: Collection[KpiFinding]) -> bool:
    """Whether figures are asked for that no plan has: of last year, or how it went."""
    if words.RECENT.search(question.text):
        return True
    asked = question.asks_actual and not question.years
    if not asked or words.TARGET_WORDS.search(question.text):
        return False
    return not any(finding.row.actuals for finding in findings)


def may_be_another(findings: Collection[KpiFinding]) -> bool:
    """Whether the row that fits best is not surely the one meant.

    Of such on the towns that are read one in five is another, of the others one in forty.
    """
    return bool(findings) and max(finding.score for finding in findings) < weights.SURE


def _are_several(findings: Collection[KpiFinding]) -> bool:
    """Whether more than one indicator is shown, or one of several plans."""
    shown = {(f.row.plan_id, indicator_key(f.row.indicator)) for f in findings}
    return len(shown) > 1


def is_doubtful(question: Question, quote: Quote) -> bool:
    """Whether the sentence that is marked may not answer, or does not show what is asked for.

    Of those less sure than _LIKELY, on the towns that are read, nearly half were wrong; of the
    others that do not show the kind of thing asked for, two in three. Nor does one without any
    office where it is asked who is in charge.
    """
    lacks = any(quote.features.get(name, 0.0) > 0 for name in _LACKS)
    ownerless = _OWNER.search(question.text) and not _OFFICE.search(quote.match.passage.text)
    return quote.probability < _LIKELY or lacks or bool(ownerless)
