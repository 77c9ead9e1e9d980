"""Document to sections: the tree of its headings, tiling the text.

Candidates come from index/headings/candidates.py, their depths from index/headings/nesting.py.
Every offset of the document belongs to exactly one deepest section.
"""

from collections.abc import Iterator, Sequence

from index.domain import Document, Section, Span
from index.headings.candidates import Overview, candidates
from index.headings.markers import Kind
from index.headings.nesting import nest
from index.headings.order import Node
from index.lines import close_up

_LONGEST_TITLE = 60
_FRONT = "0"


def read_sections(document: Document) -> tuple[Section, ...]:
    """Return the sections in document order, a parent before its children."""
    overview = Overview.of(document.text)
    headings = candidates(document, overview)
    nodes = nest(headings, overview.has_body)
    empty = {node.heading.line for node in _empty_marks(nodes, overview)}
    if empty:
        nodes = nest([h for h in headings if h.line not in empty], overview.has_body)
    return _sections(document, overview, nodes)


def heads_itself(section: Section) -> bool:
    """Whether a section begins with its heading; what stands above the first heading does not."""
    return section.section_id != f"{section.plan_id}@{section.revision}/{_FRONT}"


def _empty_marks(nodes: Sequence[Node], overview: Overview) -> Iterator[Node]:
    """Yield the bracketed and bulleted headings that head nothing: captions of lost figures.

    So is the head of a chapter right above it, that runs along its first page, too.
    """
    following = [(node.heading.line, node.depth, node.heading.text) for node in nodes[1:]]
    ends = [*following, (len(overview.lines), 0, "")]
    for node, (end, depth, text) in zip(nodes, ends, strict=False):
        bare = depth <= node.depth and not overview.has_body(node.heading.line, end)
        if bare and (node.heading.kind is Kind.MARK or node.heading.text == text):
            yield node


def _sections(document: Document, overview: Overview, nodes: Sequence[Node]) -> tuple[Section, ...]:
    """Return the sections of the tree; what stands above the first heading is one of its own."""
    text = document.text
    starts = [overview.lines[node.heading.line].start for node in nodes]
    ids = _Ids()
    prefix = f"{document.plan_id}@{document.revision}"
    sections: list[Section] = []

    def add(section_id: str, path: tuple[str, ...], span: Span) -> None:
        sections.append(Section(section_id, document.plan_id, document.revision, path, span))

    front = text[: starts[0]] if starts else text
    if front.strip() or not starts:
        title = next((close_up(line) for line in front.split("\n") if line.strip()), "")
        add(ids.make(prefix, _FRONT), (title[:_LONGEST_TITLE],), Span(0, len(front)))
    else:
        starts[0] = 0
    path: list[tuple[str, str]] = []
    for node, start, end in zip(nodes, starts, _ends(nodes, starts, len(text)), strict=True):
        del path[node.depth :]
        heading = node.heading
        parent = path[-1][1] if path else prefix
        path.append((heading.text, ids.make(parent, heading.marker or heading.text)))
        add(path[-1][1], tuple(words for words, _ in path), Span(start, end))
    return tuple(sections)


def _ends(nodes: Sequence[Node], starts: Sequence[int], length: int) -> list[int]:
    """Return where each section ends: where the next of its depth or above begins."""
    ends = [length] * len(nodes)
    open_at: list[int] = []
    for place, node in enumerate(nodes):
        while open_at and nodes[open_at[-1]].depth >= node.depth:
            ends[open_at.pop()] = starts[place]
        open_at.append(place)
    return ends


class _Ids:
    """Makes ids that a person can read: mine@v1/重点戦略5/戦略方針1/5-1-1."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}

    def make(self, parent: str, label: str) -> str:
        """Return `parent`/`label`, with a number behind it where that is taken."""
        made = f"{parent}/{''.join(label.split())[:20].replace('/', '／')}"
        count = self.taken[made] = self.taken.get(made, 0) + 1
        return made if count == 1 else f"{made}~{count}"
