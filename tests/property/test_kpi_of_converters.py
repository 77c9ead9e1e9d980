"""Tables with merged and broken cells, as converters leave them: most rows are read, none wrongly.

A table is a list of indicators, each with its parts (none: one row) and their values.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pytest
from kpi_texts import said_all

from index.kpi.broken import display_width

NAMES = (
    "池で魚を見たことのある市内の人の割合",
    "葦を刈る人の数",
    "舟に乗った人の数（延べ）",
    "水車小屋を開く日数",
    "湖のまわりの道を歩く人の数",
    "岸の清掃に加わった団体の数",
    "「湖が好き」と答えた児童の割合",
    "湧き水の地点の数",
)
PARTS = (("男性", "女性"), ("小学生", "中学生"), ("総数", "男性", "女性"))
TITLES = ("【水を守る】", "第{}分野　水と暮らす", "◎水に親しむ")
WIDTH = 22
Row = tuple[str, str, str]


@dataclass(frozen=True)
class Sample:
    """Indicators with their parts; `titles` stand before some of them, years below some values."""

    rows: Sequence[tuple[str, Sequence[Row]]]
    titles: bool = False

    @property
    def wanted(self) -> list[str]:
        """What is to be read."""
        return [
            f"{name} {part}".strip() + f" {base} -> {target}"
            for name, rows in self.rows
            for part, base, target in rows
        ]


def sample(seed: int, feature: str) -> Sample:
    chance = random.Random(f"{feature} {seed}")  # noqa: S311
    rows = []
    for at, name in enumerate(chance.sample(NAMES, 5)):
        parted = feature in ("parts", "below") and at % 2
        parts = chance.choice(PARTS) if parted else ("",)
        values = [(p, f"{chance.randint(10, 40)}", f"{chance.randint(50, 90)}") for p in parts]
        rows.append((name, values))
    return Sample(rows, feature == "titles")


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    lines = [""]
    for letter in text:
        full = display_width(lines[-1] + letter) > width and letter not in "）」、。"
        lines += [letter] if full else []
        lines[-1] += "" if full else letter
    return lines


def grid(given: Sample, feature: str) -> list[list[str | None]]:
    """Return rows of cells; None where a cell above reaches down, one cell where it is a title."""
    parted = feature == "parts"
    found: list[list[str | None]] = []
    for at, (name, rows) in enumerate(given.rows):
        if given.titles and at % 2 == 0:
            found.append([TITLES[at // 2 % 3].format(at + 1)])
        if feature == "below" and len(rows) > 1:
            found.append([name, "", ""])
        for n, (part, base, target) in enumerate(rows):
            value = f"{base}\n（R6）" if feature == "years" and at % 2 else base
            if parted:
                found.append([None if n else name, part or "－", value, target])
            else:
                found.append([part or name, value, target])
    return found


def head(feature: str) -> list[str]:
    return ["指標", *(["区分"] if feature == "parts" else []), "現状値（R5）", "目標値（R11）"]


def tabs(given: Sample, feature: str) -> str:
    rows = [[(cell or "").replace("\n", "") for cell in row] for row in grid(given, feature)]
    return "".join("\t".join(row) + "\n" for row in [head(feature), *rows])


def closed(given: Sample, feature: str) -> str:
    labels = head(feature)
    lines = [f"{label} |" for label in labels] + ["---|" * len(labels)]
    for row in grid(given, feature):
        cells = [cell for cell in row if cell is not None]
        lines.append("".join(f"{c} | " for c in cells) + "|" * (len(labels) - len(cells)))
    return "\n".join(lines) + "\n"


def markdown(given: Sample, feature: str, *, torn: bool = False) -> str:
    labels = head(feature)
    lines = [labels, ["---"] * len(labels)]
    for row in grid(given, feature):
        cells = [(cell or "").replace("\n", "<br>") for cell in row]
        cells += [""] * (len(labels) - len(cells))
        first, *more = wrapped(cells[0]) if torn and len(row) > 1 else [cells[0]]
        lines.append([first, *cells[1:]])
        lines += [[piece, *[""] * (len(labels) - 1)] for piece in more]
    return "".join(f"|{'|'.join(line)}|\n" for line in lines)


def layout(given: Sample, feature: str, *, centred: bool) -> str:
    labels = head(feature)
    blocks: list[list[list[str]]] = []
    for row in grid(given, feature):
        if row[0] is None:
            blocks[-1] = [[*cell, str(text)] for cell, text in zip(blocks[-1], row, strict=True)]
            blocks[-1][0].pop()
        else:
            name, *cells = map(str, row)
            blocks.append([[name] if not cells else wrapped(name), *(c.split("\n") for c in cells)])
    lines = [labels]
    for block in blocks:
        height = max(map(len, block))
        name = block[0]
        top = (height - len(name)) // 2 if centred else 0
        skip = (height - max(map(len, block[1:]), default=0)) // 2 if centred else 0
        for n in range(height):
            values = [c[n - skip] if 0 <= n - skip < len(c) else "" for c in block[1:]]
            lines.append([name[n - top] if 0 <= n - top < len(name) else "", *values])
    widths = (WIDTH + 4, *[16] * len(labels))
    return "".join(
        "  " + "".join(c + " " * (w - display_width(c)) for c, w in zip(line, widths, strict=False))
        + "\n"
        for line in lines
    )  # fmt: skip


FAMILIES: dict[str, Callable[[Sample, str], str]] = {
    "tabs": tabs,
    "closed": closed,
    "markdown": markdown,
    "torn": partial(markdown, torn=True),
    "centred": partial(layout, centred=True),
    "top": partial(layout, centred=False),
}
FLOORS = {"tabs": 0.95, "closed": 0.95, "markdown": 0.95, "torn": 0.5, "centred": 0.8, "top": 0.8}


@pytest.mark.parametrize("feature", ["plain", "parts", "below", "titles", "years"])
@pytest.mark.parametrize("family", FAMILIES)
def test_tables_of_converters(family: str, feature: str) -> None:
    found = gold = 0
    for seed in range(4):
        given = sample(seed, feature)
        text = FAMILIES[family](given, feature)
        mark = "#" if "|" in text else "１"
        rows = said_all(f"{mark} 湖の計画\n\n湖を守るために、町は次の指標を置きます。\n\n{text}")
        read = [plain(row) for row in rows]
        assert set(read) <= {row.replace(" ", "") for row in given.wanted}, text
        found, gold = found + len(set(read)), gold + len(given.wanted)
    assert found >= FLOORS[family] * gold


def plain(row: str) -> str:
    """Return a row as it is wanted: without unit, years and the dash for no part."""
    name, _, values = row.replace(" [人]", " []").rpartition(" [")
    base, _, target = values.partition("] ")[2].partition(" -> ")
    return f"{name}{base.split('(')[0]}->{target.split('(')[0]}".replace(" ", "")
