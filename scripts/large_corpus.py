"""A large corpus to measure with: sentences of a few plans, with other words in them."""

import random
import re
from pathlib import Path

_WORD = re.compile(r"[一-鿿]{2,4}")
_CHAPTERS, _SECTIONS, _PARAGRAPHS, _ROWS = 8, 22, 2, 4
PER_FILE = 320
"""About how many passages are read out of a file."""


def write_large_corpus(source: Path, into: Path, passages: int) -> int:
    """Write plans of about so many passages in all, and a plans.toml; return how many files."""
    texts = [path.read_text("utf-8") for path in sorted((source / "plans").rglob("*.txt"))]
    pieces = [p.strip() for text in texts for p in re.split(r"(?<=。)|\n", text)]
    sentences = [p for p in pieces if len(p) > 12 and "\t" not in p and _WORD.search(p)]
    words = _WORD.findall("".join(texts))
    chance = random.Random(6)  # noqa: S311 (nothing secret)
    files = max(round(passages / PER_FILE), 1)
    entries = []
    for number in range(files):
        path = into / f"plans/p{number}/v1.txt"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(_plan(number, sentences, words, chance)), "utf-8")
        entries.append(
            f'[[plan]]\nid = "p{number}"\ntitle = "総合計画"\npublisher = "架空{number}市"\n'
            f'[[plan.edition]]\nrevision = "v1"\nfiles = ["plans/p{number}/v1.txt"]\n'
        )
    (into / "plans.toml").write_text("\n".join(entries), "utf-8")
    return files


def change_one_file(into: Path) -> None:
    """Add a sentence in the middle of the first plan."""
    path = into / "plans/p0/v1.txt"
    lines = path.read_text("utf-8").split("\n")
    lines.insert(len(lines) // 2, "　新しい取組として、市民と進める研究会を毎年三回開きます。")
    path.write_text("\n".join(lines), "utf-8")


def _plan(number: int, sentences: list[str], words: list[str], chance: random.Random) -> list[str]:
    """Return the lines of a plan: chapters of sections, each chapter with a table of KPI rows."""
    lines = [f"架空{number}市総合計画", ""]
    for chapter in range(1, _CHAPTERS + 1):
        lines += [f"第{chapter}章　{chance.choice(words)}と{chance.choice(words)}", ""]
        for section in range(1, _SECTIONS + 1):
            lines += [f"{section}　{chance.choice(words)}{chance.choice(words)}の推進", ""]
            for _ in range(_PARAGRAPHS):
                said = (_varied(chance.choice(sentences), words, chance) for _ in range(3))
                lines += [f"　{''.join(said)}", ""]
        lines += ["成果指標", "", "指標\t単位\t現状値（R4）\t目標値（R9）"]
        for _ in range(_ROWS):
            name = f"{chance.choice(words)}の{chance.choice(words)}数"
            lines.append(f"{name}\t件\t{chance.randint(1, 900)}\t{chance.randint(900, 2000)}")
        lines.append("")
    return lines


def _varied(sentence: str, words: list[str], chance: random.Random) -> str:
    """Return a sentence with two of its words exchanged for others."""
    for word in chance.sample(words, 2):
        sentence = sentence.replace(chance.choice(_WORD.findall(sentence)), word, 1)
    return sentence if sentence.endswith("。") else f"{sentence}。"
