from hypothesis import given, settings
from hypothesis import strategies as st

from index.domain import (
    Document,
    Edition,
    KpiRow,
    Measure,
    Passage,
    PassageKind,
    Plan,
    Reading,
    Section,
    Span,
)
from index.tables import pack, unpack

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TUPLES = st.lists(WORDS, max_size=2).map(tuple)
LINES = st.tuples(st.integers(1, 99), st.integers(1, 99))
PAGES = st.none() | st.integers(1, 99)
MEASURES = st.builds(
    Measure,
    text=WORDS,
    period=st.none() | WORDS,
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
)
EDITIONS = st.builds(Edition, WORDS, TUPLES, TUPLES, st.none() | WORDS, st.none() | WORDS)


@st.composite
def readings(draw, plan_id="mine", revision="第六版"):
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
    document = Document(
        plan_id, revision, draw(WORDS), draw(WORDS), draw(st.none() | WORDS), draw(WORDS),
        draw(WORDS), text, draw(st.lists(st.integers(0, 30), max_size=3).map(tuple)),
        line_numbers=draw(st.lists(st.integers(1, 30), max_size=3).map(tuple)),
    )  # fmt: skip
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda pair: Span(min(pair), max(pair))
    )
    sections = st.builds(Section, WORDS, st.just(plan_id), st.just(revision), TUPLES, spans)
    kpi_rows = st.builds(
        KpiRow, WORDS, WORDS, st.just(plan_id), st.just(revision), TUPLES, spans, LINES, WORDS,
        st.none() | WORDS, st.none() | MEASURES, st.lists(MEASURES, max_size=2).map(tuple),
        st.lists(MEASURES, max_size=2).map(tuple), TUPLES, st.none() | WORDS, TUPLES, PAGES,
    )  # fmt: skip
    passages = st.builds(
        lambda span, *facts: Passage(
            *facts[:2], plan_id, revision, facts[2], span, span.slice(text), *facts[3:]
        ),
        spans, WORDS, WORDS, TUPLES, st.sampled_from(PassageKind), LINES, PAGES, TUPLES,
    )  # fmt: skip
    return Reading(
        document,
        tuple(draw(st.lists(sections, max_size=3))),
        tuple(draw(st.lists(passages, max_size=3))),
        tuple(draw(st.lists(kpi_rows, max_size=3))),
        tuple(draw(st.lists(LINES, max_size=2))),
    )


PLANS = st.builds(
    Plan, st.just("mine"), WORDS, WORDS, st.just(()), WORDS, TUPLES, st.booleans(), TUPLES
)


@given(PLANS, EDITIONS, readings(), readings(revision="第五版"))
@settings(max_examples=60, deadline=None)
def test_unpack_gives_back_what_pack_was_given(plan, edition, one, other):
    plans = (Plan(**{**{f: getattr(plan, f) for f in Plan.__slots__}, "editions": (edition,)}),)
    data = pack(plans, (one, other), ("a", "b"))
    assert unpack(data) == (plans, (one, other), ("a", "b"))
    assert pack(*unpack(data)) == data
