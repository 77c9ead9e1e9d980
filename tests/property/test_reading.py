"""What holds for every text, plan or not."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.domain import Document, Span
from index.formats.readers import OF_TEXT
from index.headings.furniture import furniture
from index.normalize import fold, fold_text
from index.passages import LONGEST, read_passages
from index.sections import read_sections
from index.tokens import tokenize

LINES = [
    "第１章　湖の水",
    "１　水質",
    "(1) 湖",
    "①　川",
    "ア　魚",
    "１－１　里",
    "基本目標２　山",
    "（現状と課題）",
    "【経済面】",
    "■指標",
    "はじめに",
    "目次",
    "湖……… 3",
    "- 7 -",
    "-- 7 of 9 --",
    "\f",
    "",
    "　",
    "湖の水は、里の人の手で守られてきました。",
    "水草が減り、",
    "魚も「少ない。",
    "・清掃",
    "- 植樹",
    "※ 注",
    "指標\t単位\t目標値",
    "\t魚\t3",
    "名前　　　1　　　2",
    "| a | b |",
    "|---|---|",
    "│値│",
    "────",
    "12",
    "# 計画",
    "\0",
    "\ud800",
    "1,2",
    '"',
    "<table><tr><td>a<td rowspan=2>b<tr><td>c</table>",
    "<h2>水",
    "湖\r",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=40).map("\n".join),
    st.text(alphabet=st.characters(codec=None), max_size=300),
    st.text(alphabet="湖水1１.。「」（）\t\n　 -|①ア第章節", max_size=300),
)


def document(text: str, suffix: str = ".txt") -> Document:
    content = OF_TEXT[suffix](text)
    return Document(
        "lake",
        "v1",
        "計画",
        "市",
        None,
        "lake",
        "",
        content.text,
        grids=content.grids,
        headings=content.headings,
        line_numbers=content.line_numbers,
    )


@given(st.text())
def test_folding_is_done_once_and_finds_the_way_back(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_text(text) == fold_text(folded.text)
    spans = [folded.to_source(Span(i, i + 1)) for i in range(len(folded.text))]
    assert all(fold_text(span.slice(text)) for span in spans)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))


@given(st.one_of(st.text(max_size=200), TEXTS))
def test_only_blanks_are_in_no_token(text: str) -> None:
    tokens = tokenize(text)
    assert all(one.span.start <= other.span.start for one, other in pairwise(tokens))
    covered = {at for token in tokens for at in range(token.span.start, token.span.end)}
    left = {char for at, char in enumerate(text) if at not in covered and fold_text(char)}
    assert all(char.isspace() or char == "\0" or "\ud800" <= char < "\ue000" for char in left)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(sorted(OF_TEXT)))
def test_sections_tile_and_passages_are_slices(text: str, suffix: str) -> None:
    read = document(text, suffix)
    sections = read_sections(read)
    tops = [section.span for section in sections if len(section.path) == 1]
    assert tops[0].start == 0
    assert tops[-1].end == len(read.text)
    assert all(one.end == other.start for one, other in pairwise(tops))
    assert len({section.section_id for section in sections}) == len(sections)
    lost = furniture(read)
    passages = read_passages(read, sections)
    for passage in passages:
        assert passage.text == passage.span.slice(read.text)
        assert passage.text.strip()
        *_, deepest = (s for s in sections if s.span.start <= passage.span.start)
        assert deepest.section_id == passage.section_id
        assert read.text.count("\n", 0, passage.span.start) not in lost
        assert passage.lines[0] <= passage.lines[1]
    assert all(one.span.end <= other.span.start for one, other in pairwise(passages))
    assert len({passage.passage_id for passage in passages}) == len(passages)


@given(st.lists(st.integers(3, 60).map(lambda n: "湖" * n + "。"), min_size=1, max_size=30))
def test_sentences_are_never_cut(sentences: list[str]) -> None:
    read = document("１　水質\n\n" + "".join(sentences))
    passages = read_passages(read, read_sections(read))
    assert "".join(passage.text for passage in passages) == "".join(sentences)
    assert all(passage.text.endswith("。") and len(passage.text) <= LONGEST for passage in passages)
