r"""Texts to the ids of their tokens, where a tokenizer cuts a text into runs of one script first.

Each run is then cut into tokens by itself: one that was met before need not be cut again, and
among the plans of a corpus that is nearly every one. A new one is parted first, between letters
that stand side by side in no token: hardly a part of it is new. The ids are those of the tokenizer.
"""

import json
import re
import unicodedata
from functools import cached_property
from operator import add

from tokenizers import Tokenizer
from tokenizers.models import Unigram

_KANA_KANJI = r"\p{Han}々〆ヶ\p{Hiragana}"
# A word never crosses from one script into another, except between kanji and hiragana.
RUNS = (
    rf"[a-z]+|[0-9]+|[\p{{Katakana}}ー]+|[{_KANA_KANJI}]+"
    rf"|[^\sa-z0-9\p{{Katakana}}ー{_KANA_KANJI}]"
)
_FOLDING = {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Lowercase"}]}
_CUTTING = {"type": "Split", "pattern": {"Regex": RUNS}, "behavior": "Removed", "invert": True}

# Python knows no scripts, and folds some rare signs that the tokenizer does not. Of these
# characters there is no doubt.
_PLAIN = re.compile(r"[\t\n -~·°±²³×÷‐-‧‰-⁞Ⅰ-ⅿ←-⯿\u3000-〠ぁ-ゖァ-ー㈀-㋾㌀-㏿一-龥！-～｡-ﾟ]*")
_RUN = re.compile(r"[a-z]+|[0-9]+|[ァ-ヺー]+|[一-龥々〆〇ヶぁ-ゖ]+|\S")
_MOST_KNOWN = 1 << 15
_MANY = 1 << 10
"""So many runs are worth a look over the whole vocabulary."""


class RunTokenizer:
    """A tokenizer that remembers the runs it has met."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    @staticmethod
    def suits(tokenizer: Tokenizer) -> bool:
        """Whether a tokenizer folds and cuts a text in the way that is known here."""
        parts = (tokenizer.normalizer, tokenizer.pre_tokenizer)
        return (
            isinstance(tokenizer.model, Unigram)
            and None not in parts
            and [json.loads(part.__getstate__()) for part in parts] == [_FOLDING, _CUTTING]
        )

    def ids(self, text: str) -> list[int]:
        """Return the ids of the tokens of a text."""
        if not _PLAIN.fullmatch(text):
            (encoding,) = self._tokenizer.encode_batch_fast([text], add_special_tokens=False)
            return list(encoding.ids)
        ids: list[int] = []
        for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
            ids += self._known.get(run) or self._new(run)
        return ids

    def _new(self, run: str) -> list[int]:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        ids = self._known[run] = self._cut(run)
        return ids

    def _cut(self, run: str) -> list[int]:
        if len(self._known) >= _MANY and self._letters.issuperset(run):
            joined, known = self._pairs, self._known
            pairs = enumerate(map(add, run, run[1:]), 1)
            if cuts := [at for at, pair in pairs if pair not in joined]:
                ids: list[int] = []
                start = 0
                for end in (*cuts, len(run)):
                    part = run[start:end]
                    ids += known.get(part) or self._new(part)
                    start = end
                return ids
        return [token.id for token in self._tokenizer.model.tokenize(run)]

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The letters that are tokens: any other is unknown, together with those beside it."""
        return frozenset(t for t in self._tokenizer.get_vocab() if len(t) == 1)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """Two letters that stand side by side in some token."""
        tokens = self._tokenizer.get_vocab()
        return frozenset(t[at : at + 2] for t in tokens for at in range(len(t) - 1))
