"""How the plans of a snapshot word things, to write questions likewise."""

from collections import Counter
from itertools import chain
from typing import Final

from index.snapshot import Snapshot
from index.words.synonyms import Synonyms
from index.words.writing import Writing, names_in

_MOST: Final = 400_000


def writing_of(snapshot: Snapshot, synonyms: Synonyms) -> Writing:
    """Return what writes a question as these plans would; nothing is read before it is needed."""

    def counts() -> Counter[str]:
        lexicals = snapshot.passage_lexical, snapshot.kpi_lexical
        return sum((Counter(lexical.frequencies()) for lexical in lexicals), Counter())

    names = [name for plan in snapshot.plans for name in (*names_in(plan.publisher), *plan.aliases)]
    return Writing(counts, names, synonyms.words, lambda: _text(snapshot))


def _text(snapshot: Snapshot) -> str:
    """Return what the plans say, the names of indicators and the headings first, up to a limit."""
    headings = (heading for passage in snapshot.passages for heading in passage.path)
    names = dict.fromkeys(chain((row.name for row in snapshot.kpi_rows), headings))
    return "\n".join(chain(names, (passage.text for passage in snapshot.passages)))[:_MOST]
