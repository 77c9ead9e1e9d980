"""What is quoted of a passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain import Document, Span
from index.pages import lines_on, page_of
from index.windows import QUOTE_LIMIT, sentences, window

LONG = "。".join(f"これは{i}番目の文であり、それなりの長さがある" for i in range(60)) + "。"


def score_of(word: str, text: str):
    return lambda span: float(word in span.slice(text))


def test_a_short_passage_is_quoted_whole() -> None:
    text = "一つ目の文。二つ目の文。"
    span, best = window(text, Span(0, len(text)), Span(0, len(text)), score_of("二つ", text))
    assert span.slice(text) == text
    assert best.slice(text) == "二つ目の文。"


def test_a_very_short_passage_takes_in_what_follows() -> None:
    text = "〔開催〕\n\n2022年4月に開かれた。\n\n次の話。"
    span, _ = window(text, Span(0, 4), Span(0, 20), score_of("開催", text))
    assert "2022年4月に開かれた。" in span.slice(text)


def test_a_long_passage_is_cut_to_whole_sentences_around_the_best() -> None:
    span, best = window(LONG, Span(0, len(LONG)), Span(0, len(LONG)), score_of("31番目", LONG))
    quote = span.slice(LONG)
    assert best in span
    assert "31番目" in quote
    assert len(quote) <= QUOTE_LIMIT
    assert quote.startswith("これは")
    assert quote.endswith("。")


def test_a_sentence_without_an_end_is_cut() -> None:
    text = "あ、" * 500
    span, _ = window(text, Span(0, 1000), Span(0, 1000), lambda _: 0.0)
    assert 0 < len(span.slice(text)) <= QUOTE_LIMIT


def test_what_follows_a_table_in_one_line_is_quoted_from_where_it_begins() -> None:
    table = "指標 現状値 目標値 " + " ".join(
        f"灯台を{n}度見た人の割合 {n}% 9{n}%" for n in range(40)
    )
    text = f"{table} 【灯台の道】浜に石の道を敷き、長さは3.5kmになる。"
    span, best = window(
        text, Span(0, len(text)), Span(0, len(text)), lambda s: "3.5" in s.slice(text)
    )
    assert best.slice(text) == "【灯台の道】浜に石の道を敷き、長さは3.5kmになる。"
    assert best in span


@pytest.mark.parametrize("words", ["あ", "あ" * 150 + "、"])
def test_a_figure_is_never_cut(words: str) -> None:
    for before in range(QUOTE_LIMIT - 8, QUOTE_LIMIT + 2):
        text = (words * before)[:before] + "1,234,567人" + "い" * 500
        span, _ = window(text, Span(0, len(text)), Span(0, len(text)), lambda _: 0.0)
        assert span.slice(text).endswith(("あ", "、", "1,234,567", "人", "い"))


@given(st.text(alphabet="あ漢a。\n\t・ 1、", max_size=900), st.integers(0, 50))
def test_windows_lie_in_the_text_and_within_the_limit(text: str, start: int) -> None:
    passage = Span(min(start, len(text)), len(text))
    span, best = window(text, passage, Span(0, len(text)), lambda part: part.end % 7)
    assert span in Span(0, len(text))
    if sentences(text, passage):
        assert len(" ".join(span.slice(text).split())) <= QUOTE_LIMIT
        assert best in passage


def test_rows_of_a_table_are_its_sentences() -> None:
    text = "指標\t目標\n参加者\t10人。\n人数\t3"
    parts = [span.slice(text) for span in sentences(text, Span(0, len(text)))]
    assert parts == ["指標\t目標", "参加者\t10人。", "人数\t3"]


def test_lines_and_pages() -> None:
    document = Document("p", "v", "", "", None, "", "", "一\n二\n三", (0, 4), (), (5, 6, 7))
    assert lines_on(document, Span(2, 5)) == (6, 7)
    assert page_of(document, 4) == 2
    assert page_of(Document("p", "v", "", "", None, "", "", "一"), 0) is None
