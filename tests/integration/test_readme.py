"""What the README shows is what one sees."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
JAPANESE = (ROOT / "README.ja.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README + JAPANESE, re.DOTALL)
COMMANDS = [line[2:] for block in BLOCKS for line in block.splitlines() if line.startswith("$ ")]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )


def test_the_first_screen_shows_the_real_answer(tmp_path: Path) -> None:
    command, _, shown = BLOCKS[0].partition("\n")
    question = re.search(r'Q="(.+)"', command)
    assert question
    answer = run("scripts/ask.py", question[1], "--corpus", "corpus", "--snapshot", str(tmp_path))
    assert [line.rstrip() for line in answer.stdout.strip().splitlines()] == (
        shown.strip().splitlines()
    )


@pytest.mark.parametrize("command", sorted({c for c in COMMANDS if c.startswith("make ")}))
def test_every_target_exists(command: str) -> None:
    target = command.split()[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


SCRIPTS = sorted(
    path.name for path in (ROOT / "scripts").glob("*.py") if "argparse" in path.read_text("utf-8")
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_told_of_and_has_help(script: str) -> None:
    assert script in README
    told = run(f"scripts/{script}", "--help").stdout
    for command in COMMANDS:
        if script in command:
            for flag in re.findall(r"--[a-z-]+", command.partition("#")[0]):
                assert flag in told, f"{script} knows no {flag}"


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README))))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
