"""Write index/words/readings.txt: how the encoder's commonest Japanese words sound."""

import argparse
import json
import re
from typing import Final

from index.encoder import SHIPPED
from index.tokens import reading_of
from index.words.sounds import READINGS

_WORD: Final = re.compile(r"(?=.*[一-鿿])[一-鿿々ぁ-ゖ]{2,6}|[ァ-ヶー]{3,}")
_KANA: Final = re.compile(r"[ぁ-ゖー]{2,}")
_WORDS: Final = 20_000


def main() -> int:
    """Run the command."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    vocabulary = json.loads((SHIPPED / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    words = [word for word, _ in sorted(vocabulary, key=lambda entry: -entry[1])]
    words = [word for word in words if _WORD.fullmatch(word)][:_WORDS]
    sounds: dict[str, list[str]] = {}
    for word in words:
        sound = reading_of(word)
        if _KANA.fullmatch(sound) and len(sounds.setdefault(sound, [])) < 2:
            sounds[sound].append(word)
    lines = (f"{sound} {' '.join(words)}\n" for sound, words in sorted(sounds.items()))
    READINGS.write_text("".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
