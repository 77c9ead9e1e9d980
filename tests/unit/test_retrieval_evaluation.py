"""Retrieval figures against values worked out by hand, and the script's contract."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import load_encoder
from index.errors import CorpusError
from index.evaluation import (
    Part,
    Query,
    evaluate_retrieval,
    letter_terms,
    measure,
    metrics,
    read_set,
)
from index.words.synonyms import Synonyms

PASSAGES = [
    {"id": "a", "title": "公園", "text": "中央公園の遊具を更新する。"},
    {"id": "b", "title": "図書館", "text": "図書館の開館時間を延ばす。"},
    {"id": "c", "text": "道路の舗装を補修する。"},
]
QUESTIONS = [
    {"id": "1", "question": "図書館は何時まで開いていますか", "gold": ["b"]},
    {"id": "2", "question": "road repair", "gold": ["c"]},
    {"id": "3", "question": "公園の遊具", "gold": ["b"], "exclude": ["a"]},
]


def write_set(folder: Path) -> Path:
    for name, rows in (("tiny.jsonl", QUESTIONS), ("tiny.passages.jsonl", PASSAGES)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return folder / "tiny"


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        (["x", "g"], {"g"}, (0, 1, 1, 1 / 2, 0.6309)),
        (["g", "x", "h"], {"g", "h"}, (1, 1, 1, 1, (1 + 0.5) / (1 + 0.6309))),
        (["x"] * 6 + ["g"], {"g"}, (0, 0, 1, 1 / 7, 1 / 3)),
        (["x"] * 10 + ["g"], {"g"}, (0, 0, 0, 0, 0)),
        ([], {"g"}, (0, 0, 0, 0, 0)),
    ],
)
def test_figures_of_one_ranking(
    found: list[str], gold: set[str], expected: tuple[float, ...]
) -> None:
    assert metrics(found, gold) == pytest.approx(expected, abs=1e-4)


def test_titles_stand_above_texts_and_halves_make_the_whole(tmp_path: Path) -> None:
    whole = read_set(write_set(tmp_path))
    assert whole.texts[0] == "公園\n中央公園の遊具を更新する。"
    assert whole.texts[2] == "道路の舗装を補修する。"
    halves = [read_set(tmp_path / "tiny", part).queries for part in (Part.DEV, Part.HELD)]
    assert sorted((*halves[0], *halves[1]), key=lambda q: q.query_id) == list(whole.queries)


def test_excluded_passages_are_not_ranked(tmp_path: Path) -> None:
    examined = read_set(write_set(tmp_path))
    rank = {"図書館": [0, 3, 1], "road": [1, 2, 0], "公園": [9, 1, 0]}

    def score(question: str):
        return np.float32(next(v for key, v in rank.items() if question.startswith(key)))

    figures = measure(examined, score)
    assert figures["R@1"] == pytest.approx(66.67)
    assert figures["R@10"] == pytest.approx(66.67)  # the lowest score of all is no hit


def test_a_set_is_measured_for_each_retriever_and_peer(tmp_path: Path) -> None:
    name, figures = evaluate_retrieval(
        write_set(tmp_path), load_encoder(), Synonyms(), peers=True, ablate=True
    )
    assert name == "tiny"
    assert figures["questions"] == figures["passages"] == 3
    hybrid, bm25 = figures["hybrid"], figures["bm25"]
    assert isinstance(hybrid, dict) and isinstance(bm25, dict)
    assert list(hybrid) == ["R@1", "R@5", "R@10", "MRR@10", "nDCG@10"]
    assert hybrid["R@1"] > bm25["R@1"]  # the English question shares no word with the passages
    assert {"bm25 letters", "fts5 trigram", "without meaning"} < set(figures)


def test_the_script_prints_the_contract(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "scripts" / "evaluate.py"
    done = subprocess.run(  # noqa: S603
        [sys.executable, script, "retrieval", write_set(tmp_path), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(json.loads(done.stdout)["tiny"]) == {
        "questions",
        "passages",
        "bm25",
        "dense",
        "hybrid",
    }
    missing = subprocess.run(  # noqa: S603
        [sys.executable, script, "retrieval", tmp_path / "none"], capture_output=True, text=True
    )
    assert missing.returncode == 1
    assert "none.jsonl がありません" in missing.stderr


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    write_set(tmp_path)
    (tmp_path / "tiny.jsonl").write_text('{"id": 1, "question": "何", "gold": []}\n{"id": 2}\n')
    with pytest.raises(CorpusError, match="2 行目に question、gold がありません"):
        read_set(tmp_path / "tiny")


def test_the_half_of_a_question_hangs_on_its_id_alone() -> None:
    ids = [f"q{i}" for i in range(200)]
    parts = [Query(i, "甲", frozenset()).part for i in ids]
    assert parts == [Query(i, "乙", frozenset("x")).part for i in ids]
    assert 70 < parts.count(Part.DEV) < 130


def test_letters_go_in_pairs_and_latin_words_whole() -> None:
    assert letter_terms("ＣＯ２の　削減量") == ["co2", "の", "削減", "減量"]
    assert letter_terms("？！") == []
