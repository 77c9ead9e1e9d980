"""The heading trees and the passages of the two plans, as a person has read them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.catalogue import load_catalogue
from index.documents import read_document
from index.domain import Document
from index.passages import read_passages
from index.sections import read_sections

CORPUS = Path(__file__).parents[2] / "corpus"


def document_of(plan_id: str) -> Document:
    plan = next(plan for plan in load_catalogue(CORPUS) if plan.plan_id == plan_id)
    return read_document(CORPUS, plan, plan.editions[-1])


@pytest.mark.parametrize("plan_id", ["mine", "kumamoto"])
def test_outline(plan_id: str, golden: Callable[[str, str], None]) -> None:
    document = document_of(plan_id)
    rows = []
    for section in read_sections(document):
        line = document.text.count("\n", 0, section.span.start) + 1
        rows.append(f"{line:4} {'  ' * (len(section.path) - 1)}{section.path[-1]}\n")
    golden(f"outline_{plan_id}.txt", "".join(rows))


@pytest.mark.parametrize("plan_id", ["mine", "kumamoto"])
def test_passages(plan_id: str, golden: Callable[[str, str], None]) -> None:
    document = document_of(plan_id)
    rows = []
    for passage in read_passages(document, read_sections(document)):
        first, last = passage.lines
        heads = f" [{'|'.join(passage.column_heads)}]" if passage.column_heads else ""
        words = " ".join(passage.text.split())
        rows.append(f"{first}-{last} {passage.kind}{heads} {words}\n")
    golden(f"passages_{plan_id}.txt", "".join(rows))
