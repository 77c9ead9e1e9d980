"""Bytes to text: the encodings in which Japanese plans are published."""

import re
from pathlib import Path

from index.errors import CorpusError

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CANDIDATES = ("cp932", "euc_jis_2004", "iso2022_jp", "utf-16-le", "utf-16-be")

# What Japanese text is made of; what a wrong decoding gives lies mostly outside.
_ORDINARY = re.compile(r"[\t\r\n\f -~\u3000-\u30ff\uff01-\uff5e一-龠々―…‥①-⑳ⅠⅡⅢⅣⅤ○●◎△▲→％、。]")
_KANA = re.compile(r"[ぁ-んァ-ヶー、。]")
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
_SAMPLE = 20_000


def is_there(path: Path) -> bool:
    """Whether there is such a file; raises CorpusError where its folder may not be looked into."""
    try:
        return path.is_file()
    except OSError as e:
        raise _closed(path, e) from e


def bytes_of(path: Path) -> bytes:
    """Return what is in a file; raises CorpusError naming it."""
    try:
        return path.read_bytes()
    except FileNotFoundError as e:
        raise CorpusError(f"{path} がありません。置き場所とファイル名を確かめてください。") from e
    except IsADirectoryError as e:
        raise CorpusError(f"{path} はフォルダーです。ファイルを指定してください。") from e
    except OSError as e:
        raise _closed(path, e) from e


def text_of(path: Path) -> str:
    """Return the text of a file; raises CorpusError naming it."""
    return decode(bytes_of(path), path)


def decode(data: bytes, path: Path) -> str:
    """Return the text without its byte order mark; raises CorpusError naming the file."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as e:
                raise _broken(path, encoding, e.start) from e
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        return _decode_legacy(data, path, e)
    # ISO-2022-JP is ASCII with escapes, UTF-16 of Latin text is every other byte a NUL.
    of_others = "\x1b$" in text or text.count("\0") * 3 > len(text)
    return _decode_legacy(data, path, None) if of_others else text


def _decode_legacy(data: bytes, path: Path, error: UnicodeDecodeError | None) -> str:
    """Take the encoding whose text looks most like Japanese, if any does."""
    if error is not None and _is_mostly_utf8(data):
        raise _broken(path, "utf-8", error.start) from error
    best, best_score = None, 0.8
    for encoding in _CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _likeness(text)
        if score > best_score:
            best, best_score = text, score
    if best is None:
        raise _broken(path, "utf-8", error.start if error is not None else 0) from error
    return best


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    wide = sum(1 for char in text[:_SAMPLE] if char > "\x7f")
    return text[:_SAMPLE].count("\ufffd") * 10 < wide


def _likeness(text: str) -> float:
    """Return the share of ordinary characters, less for half-width kana and no kana at all."""
    sample = text[:_SAMPLE]
    if not sample:
        return 0.0
    ordinary = len(_ORDINARY.findall(sample)) - len(_HALF_KANA.findall(sample))
    kana = len(_KANA.findall(sample)) / len(sample)
    return ordinary / len(sample) + min(kana, 0.1)


def _closed(path: Path, error: OSError) -> CorpusError:
    return CorpusError(f"{path} を開けません（{error.strerror}）。権限を確かめてください。")


def _broken(path: Path, encoding: str, at: int) -> CorpusError:
    return CorpusError(
        f"{path} の文字コードが壊れています（{encoding} として {at} バイト目が読めません）。"
        "UTF-8 で保存し直してください。"
    )
