"""Who may import whom, and how long things may be: read from the modules themselves."""

import ast
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A module imports from groups above its own and from its own group; the groups are the data flow.
# A name stands for the module and, where it is a package, for all in it.
ORDER = {
    "nouns": "index.domain index.errors",
    "text": "index.storage index.encodings index.json_lines index.content index.normalize "
    "index.lines index.joining index.windows index.records index.tables index.pages index.likeness",
    "words and figures": "index.tokens index.periods index.units index.quantities index.figures "
    "index.words index.editions",
    "documents": "index.formats index.pdf index.documents index.catalogue index.remarks",
    "headings": "index.headings index.sections",
    "passages and rows": "index.blocks index.passages index.kpi index.contract",
    "retrieval": "index.runs index.encoder index.vectors index.lexical",
    "snapshot": "index.lock index.shelf index.layers index.snapshot",
    "build and search": "index.reading index.build index.guards index.opening index.compare "
    "index.rebuild index.summary index.matching index.wording index.search index.evaluation",
    "settings and sentences": "bot.domain bot.shown bot.config bot.logs bot.metrics "
    "bot.messages_en bot.messages bot.records bot.store",
    "question": "bot.reading bot.question",
    "answer": "bot.answering bot.answer bot.several bot.answer_json bot.examples bot.scoring "
    "bot.live",
    "what is shown": "bot.display bot.blocks bot.lessons bot.terminal",
    "what runs": "bot.serving",
    "listeners": "bot.listeners",
    "composition root": "bot.app",
    "entry point": "bot.__main__ bot.rebuild_command",
}

# Third-party packages, and the only places that may import them.
DOORS = {
    "fugashi": ("index.tokens",),
    "faiss": ("index.vectors",),
    "selectolax": (
        "index.formats.html_reader",
        "index.formats.html_page",
        "index.formats.html_tables",
    ),
    "docx": ("index.formats.word_reader",),
    "openpyxl": ("index.formats.excel_reader",),
    "pdfplumber": ("index.pdf",),
    "pypdfium2": ("index.pdf.scans",),
    "safetensors": ("index.encoder", "index.lexical", "scripts"),
    "huggingface_hub": ("index.encoder",),
    "sentence_transformers": ("index.encoder", "scripts"),
    "websockets": ("bot.serving.socket_mode",),
    "slack_bolt": ("bot.listeners", "bot.app", "bot.__main__", "bot.serving"),
}


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the project."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {
    module_name(path): path
    for folder in ("index", "bot", "scripts")
    for path in sorted((ROOT / folder).rglob("*.py"))
}


@cache
def imports(name: str) -> frozenset[str]:
    """Return the full names of what a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = (f"{node.module}.{alias.name}" for alias in node.names)
            found.update(full if full in MODULES else node.module for full in whole)
    return frozenset(found)


def stands_for(entry: str, name: str) -> bool:
    """Whether an entry of a table speaks of the module `name`."""
    return name == entry or name.startswith(entry + ".")


def group_of(name: str) -> int:
    """Return the place of a module's group in ORDER."""
    places = [
        place
        for place, entries in enumerate(ORDER.values())
        if any(stands_for(entry, name) for entry in entries.split())
    ]
    assert len(places) == 1, f"{name} belongs to exactly one group of ORDER, not {len(places)}"
    return places[0]


OURS = [name for name in MODULES if name.split(".")[0] != "scripts" and "." in name]


@pytest.mark.parametrize("name", OURS)
def test_a_module_imports_only_what_comes_before_it(name: str) -> None:
    later = {
        other
        for other in imports(name)
        if other.count(".") and other in MODULES and group_of(other) > group_of(name)
    }
    assert not later


def test_no_two_modules_import_each_other() -> None:
    seen: dict[str, bool] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join((*above, name))
        if name not in seen:
            for other in sorted(imports(name) & MODULES.keys()):
                visit(other, (*above, name))
            seen[name] = True

    for name in MODULES:
        visit(name, ())


@pytest.mark.parametrize("package", DOORS)
def test_a_package_has_one_door(package: str) -> None:
    users = {
        name for name in MODULES if any(other.split(".")[0] == package for other in imports(name))
    }
    assert users
    strangers = {u for u in users if not any(stands_for(door, u) for door in DOORS[package])}
    assert not strangers


def test_nothing_imports_the_scripts_and_the_index_knows_no_bot() -> None:
    for name in OURS:
        roots = {other.split(".")[0] for other in imports(name)}
        assert "scripts" not in roots
        assert not (name.startswith("index") and "bot" in roots)


def test_what_is_asked_answered_and_shown_knows_no_slack() -> None:
    runs = list(ORDER).index("what runs")
    for name in OURS:
        if {other.split(".")[0] for other in imports(name)} & {"slack_sdk", "slack_bolt"}:
            assert group_of(name) >= runs, name


PACKAGES = [name for name, path in MODULES.items() if path.name == "__init__.py"]


@pytest.mark.parametrize("package", PACKAGES)
def test_the_map_of_a_package_names_every_module(package: str) -> None:
    drawn = ast.get_docstring(ast.parse(MODULES[package].read_text("utf-8"))) or ""
    named = re.findall(r"[a-z_]\w+\*?", drawn)
    depth = package.count(".") + 1
    modules = {name.split(".")[depth] for name in MODULES if name.startswith(f"{package}.")}
    assert not {m for m in modules if not any(fnmatch(m, entry) for entry in named)}


LONGEST_MODULE, LONGEST_FUNCTION = 300, 60


@pytest.mark.parametrize("name", MODULES)
def test_a_module_fits_in_a_reader_s_head(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name
