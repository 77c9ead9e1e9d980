"""Words of a question against words of texts."""

from pathlib import Path

import numpy as np
import pytest
from fakes import BigramEncoder

from index.lexical import LexicalIndex
from index.matching import Concept, Matcher, Meter, Vocabulary, letters_of, spellings
from index.tokens import content_terms
from index.words.spelling import Spelling
from index.words.synonyms import Synonyms, load_synonyms, parse_synonyms

TEXTS = (
    "地下水のかん養量を増やす",
    "フェアトレードの認知度を高める",
    "間伐した森林の面積",
    "マイナンバーカードの発行枚数",
)
SYNONYMS = parse_synonyms(["マイナンバーカード、マイナカード", "森林、山林、forest"])


@pytest.fixture
def matcher() -> Matcher:
    lexical = LexicalIndex.build([content_terms(text) for text in TEXTS])
    return Matcher(lexical, Vocabulary(lexical.terms, BigramEncoder(2048)), SYNONYMS)


def best(matcher: Matcher, question: str) -> int:
    concepts = matcher.concepts(question, frozenset())
    soft = matcher.cover(concepts, len(TEXTS))
    weights = np.array([concept.weight for concept in concepts])
    return int(np.argmax(weights @ soft))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("地下水", 0),
        ("ﾌｪｱﾄﾚｰﾄﾞ", 1),  # half width
        ("フェアトレド", 1),  # a letter dropped
        ("山林", 2),  # a synonym
        ("forest", 2),  # in another language
        ("マイナカード", 3),
    ],
)
def test_a_word_is_met_however_it_is_written(matcher: Matcher, question: str, text: int) -> None:
    assert best(matcher, question) == text


def test_a_word_that_no_text_has_tells_most(matcher: Matcher) -> None:
    known, unknown = matcher.concepts("森林の待機", frozenset())
    assert known.known
    assert not unknown.known
    assert unknown.weight == 1.0 > known.weight


def test_ignored_words_are_no_concepts(matcher: Matcher) -> None:
    assert [c.ways[0] for c in matcher.concepts("森林の目標", frozenset({"目標"}))] == [("森林",)]


def test_a_meter_reads_a_sentence(matcher: Matcher) -> None:
    concepts = matcher.concepts("地下水のかん養", frozenset())
    meter = Meter(concepts, matcher.vocabulary)
    assert meter("地下水保全とかん養") == pytest.approx(1.0)
    assert meter("森林の面積") == 0.0
    assert Meter([], Vocabulary((), BigramEncoder()))("何でも") == 0.0


def test_spelled_out_words_count_however_a_text_is_parted() -> None:
    assert spellings(Concept((("地下", "水"), ("水",)), 1.0, known=True)) == ("地下水",)


def test_a_word_of_two_letters_is_not_found_within_another(matcher: Matcher) -> None:
    meter = Meter(matcher.concepts("議会", frozenset()), matcher.vocabulary, exact=True)
    assert meter("議会を開く") == 1
    assert meter("地域協議会を開く") == 0
    assert "地下水" in letters_of("エ 地 下水保全の取組")


def test_misspelled_kanji_are_other_words() -> None:
    spelling = Spelling(["努める", "認知", "とれーど"])
    assert spelling.alike("貯める") == ()
    assert spelling.alike("とれいど") == ("とれーど",)


def test_words_may_have_been_converted_from_others_that_sound_the_same(matcher: Matcher) -> None:
    assert ("面積", pytest.approx(0.7)) in matcher.vocabulary.near("免責")


def test_some_words_stand_for_others_one_way_only() -> None:
    synonyms = parse_synonyms(["お風呂屋 → 銭湯、公衆浴場"])
    assert ("銭湯",) in synonyms.find("お風呂屋の数")[0].likes
    assert synonyms.find("銭湯の数") == ()


def test_phrases_are_more_than_their_words() -> None:
    synonyms = parse_synonyms(["出ていく → 転出", "足りない → 不足", "役所に行く、来庁"])
    (found,) = synonyms.find("町から出ていった人")
    assert found.likes == (("転出",),)
    assert synonyms.find("足りませんか")
    for text in ("外に出る人", "足りる", "役所の人"):
        assert synonyms.find(text) == ()


def test_a_phrase_of_idle_words_is_searched_for_by_what_it_stands_for() -> None:
    lexical = LexicalIndex.build([content_terms("転出の数"), content_terms("出る")])
    vocabulary = Vocabulary(lexical.terms, BigramEncoder())
    matcher = Matcher(lexical, vocabulary, parse_synonyms(["出ていく → 転出"]))
    idle = frozenset({"出る"})
    assert [c.ways for c in matcher.concepts("出ていく", idle)] == [(("転出",),)]
    assert matcher.concepts("出る", idle) == []


def test_every_word_listed_is_a_word_to_search_for() -> None:
    assert [word for word in load_synonyms(Path("corpus")).words if not content_terms(word)] == []


def test_synonyms_take_the_longest_word() -> None:
    synonyms = parse_synonyms(["保育、子守り", "保育所、保育園  # 施設", "# 覚え書き", "ひとり"])
    found = synonyms.find("保育園の数")
    assert [(f.start, f.end) for f in found] == [(0, len(content_terms("保育園")))]
    assert Synonyms().find("何か") == ()


def test_listed_words_count_where_their_letters_stand() -> None:
    synonyms = parse_synonyms(["本の数、蔵書数", "ごみ拾い、清掃", "引っ越す → 転出"])
    assert synonyms.find("人の数") == ()
    assert [f.likes for f in synonyms.find("ゴミ拾いの日")] == [(("清掃",),)]
    assert [f.likes for f in synonyms.find("ひっこした人")] == [(("転出",),)]


def test_a_corpus_without_a_list_has_the_projects_own(tmp_path) -> None:
    assert load_synonyms(tmp_path) == load_synonyms(Path("corpus"))
    (tmp_path / "synonyms.txt").write_text("# 無し\n", encoding="utf-8")
    assert load_synonyms(tmp_path) == Synonyms()
