"""Names in kana, as buses and services have them: MeCab parts them in each place otherwise."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from index.normalize import fold_text
from index.tokens import tokenize

_NAMED: Final = re.compile(r"[「『]([ぁ-ゖー]{3,10}[号線]?)[」』]")


def kana_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the names in hiragana that some texts have in brackets; a plain word is none.

    >>> sorted(kana_names(["バス「わかば号」と「とちまる」", "「こども」と「ひとづくり」の道"]))
    ['とちまる', 'わかば号']
    """
    named = {name for text in texts for name in _NAMED.findall(text)}
    return frozenset(n for n in named if len(tokenize(n)) > 1 and not n.endswith("づくり"))


def parted(text: str, names: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is one of some names.

    >>> list(parted("土曜にとちまるを走らせる", {"とちまる"}))
    [('土曜に', False), ('とちまる', True), ('を走らせる', False)]
    """
    folded = fold_text(text)
    said = sorted((name for name in names if name in folded), key=len, reverse=True)
    if not said:
        yield text, False
        return
    for piece in re.split(f"({'|'.join(map(re.escape, said))})", folded):
        if piece:
            yield piece, piece in said
