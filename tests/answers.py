"""Answers of every kind and size, for Hypothesis."""

from decimal import Decimal

from hypothesis import strategies as st

from bot.domain import Answer, Citation, KpiFinding, Near, NearKind, Notice, Status
from index.domain import Change, ChangeKind, Comparator, KpiRow, Measure, Span

NASTY = ["<!channel>", "<@U1>", "*太字*", "_a_", "~b~", "`c`", "&amp;", "http://a.jp", ":smile:"]
letters = st.sampled_from("計画目標値アイウえお漢字ABC123％△（）、。 \u3000\t\n&<>*_~|-=+@'\"😀ｱ")
pieces = st.one_of(st.text(letters, max_size=12), st.sampled_from(NASTY))
words = st.lists(pieces, min_size=1, max_size=6).map("".join)
long_words = st.one_of(words, st.builds(lambda text, n: text * n, words, st.integers(1, 60)))
names = words.map(lambda text: text.strip() or "指標")
ids = st.sampled_from(["mine", "kumamoto", "secret"])
revisions = st.sampled_from(["第一版", "第二版"])
paths = st.lists(long_words, max_size=5).map(tuple)
lines = st.integers(1, 9_000).flatmap(lambda a: st.integers(a, a + 9).map(lambda b: (a, b)))
numbers = st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2), st.just(Decimal("1E+3")))


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    value = draw(numbers)
    printed = (
        draw(names) if value is None else f"{value:,f}{draw(st.sampled_from(['', '件', '％']))}"
    )
    period = draw(st.one_of(st.none(), st.sampled_from(["H30", "令和６年度"]), names))
    return Measure(printed, period, value, draw(st.sampled_from(Comparator)))


@st.composite
def kpi_rows(draw: st.DrawFn) -> KpiRow:
    return KpiRow(
        kpi_id="k",
        section_id="s",
        plan_id=draw(ids),
        revision=draw(revisions),
        path=draw(paths),
        span=Span(0, 1),
        lines=draw(lines),
        indicator=draw(long_words.map(lambda text: text.strip() or "指標")),
        unit=draw(st.one_of(st.none(), st.sampled_from(["人", "％", "十億円"]), names)),
        baseline=draw(st.one_of(st.none(), measures())),
        targets=tuple(draw(st.lists(measures(), max_size=4))),
        actuals=tuple(draw(st.lists(measures(), max_size=3))),
        sdg_targets=tuple(draw(st.lists(st.sampled_from(["11.3", "13.1"]), max_size=2))),
        owner=draw(st.one_of(st.none(), names)),
        page=draw(st.one_of(st.none(), st.integers(1, 300))),
    )


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    quote = draw(long_words)
    ends = draw(st.lists(st.integers(0, len(quote)), max_size=4))
    starts = sorted(ends)
    return Citation(
        plan_id=draw(ids),
        plan_title=draw(long_words),
        publisher=draw(names),
        revision=draw(revisions),
        path=draw(paths),
        span=Span(draw(st.integers(0, 99)), 100 + len(quote)),
        lines=draw(lines),
        page=draw(st.one_of(st.none(), st.integers(1, 300))),
        quote=quote,
        passage_id="p",
        highlights=tuple(map(Span, starts[::2], starts[1::2])),
        url=draw(st.sampled_from([None, "https://a.jp/p.pdf?x=1&y=<b>|c", "javascript:x"])),
        in_force=draw(st.booleans()),
    )


findings = st.builds(
    KpiFinding,
    row=kpi_rows(),
    plan_title=long_words,
    publisher=names,
    places=st.lists(citations(), max_size=2).map(tuple),
    disagrees=st.booleans(),
    in_force=st.booleans(),
)
changes = st.builds(
    Change,
    kind=st.sampled_from(ChangeKind),
    plan_id=ids,
    before=st.one_of(st.none(), kpi_rows()),
    after=st.one_of(st.none(), kpi_rows()),
)
nearest = st.builds(Near, st.sampled_from(NearKind), long_words, ids)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Draw an answer; about one in two has rows, many rows now and then."""
    most = draw(st.sampled_from([0, 1, 3, 40]))
    kpi = draw(st.lists(findings, max_size=most))
    quotes = draw(st.lists(citations(), max_size=4))
    changed = draw(st.lists(changes, max_size=draw(st.sampled_from([0, 0, 5]))))
    answered = bool(kpi or quotes or changed)
    return Answer(
        question=draw(long_words),
        status=Status.ANSWERED if answered else Status.NOT_FOUND,
        snapshot_id="s",
        kpi=tuple(kpi),
        citations=tuple(quotes),
        changes=tuple(changed),
        near=tuple(draw(st.lists(nearest, max_size=7))),
        notices=tuple(draw(st.lists(st.sampled_from(Notice), max_size=7))),
        language=draw(st.sampled_from(["ja", "en"])),
        alternatives=tuple(draw(st.lists(citations(), max_size=3))),
    )
