"""What several folders of tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_pages import FONT, Draw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.content import Content
from index.formats.readers import read_content

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden: it writes the golden files anew; read their diff."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against the golden file of a name."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., Content]:
    """Return what is read out of pages that are drawn by functions."""

    def read(*pages: Draw) -> Content:
        path = tmp_path / "plan.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        for draw in pages:
            canvas.setFont(FONT, 10)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return read_content(path.read_bytes(), path)

    return read
