"""Runs of one script: the ids are those of the tokenizer, whatever it was asked before."""

import random

from tokenizers import Tokenizer, models, pre_tokenizers

from index.encoder import SHIPPED
from index.runs import RunTokenizer

TEXTS = [
    "",
    "本市は、防災訓練に参加する住民を令和１０年度までに１，２００人とする。",
    "ｶﾞｲﾄﾞﾌﾞｯｸ　ＣＯ２・㎡（㈱）①Ⅳ　ﾞ",
    "三ヶ月・三ケ月・〇〇市々〆切・ゝヽ・か゚",  # ヶ goes with kanji and with katakana
    "㋿７年度 🯱 𠮷野 İΣ µ",  # what Python folds and the tokenizer does not
    "Wi-Fi and H30\tCO2\x0b\x1c終わり",
]


def test_the_ids_are_those_of_the_tokenizer() -> None:
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    assert RunTokenizer.suits(tokenizer)
    runs = RunTokenizer(tokenizer)
    chance = random.Random(4)  # noqa: S311 (nothing secret)
    letters = "".join(TEXTS)
    mixed = ["".join(chance.choices(letters, k=40)) for _ in range(500)]
    for text in [*TEXTS, *mixed, *TEXTS]:
        assert runs.ids(text) == tokenizer.encode(text, add_special_tokens=False).ids


def test_among_many_runs_new_ones_are_parted_where_no_token_stands() -> None:
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    runs = RunTokenizer(tokenizer)
    chance = random.Random(5)  # noqa: S311 (nothing secret)
    words = [token for token in tokenizer.get_vocab() if "ぁ" <= token[0] <= "龥"]
    for _ in range(3000):
        run = "".join(chance.choices([*words, *"龥黷黸鼂" * 99], k=chance.randint(1, 8)))
        assert runs.ids(run) == tokenizer.encode(run, add_special_tokens=False).ids


def test_a_tokenizer_that_cuts_otherwise_is_told_from_ours() -> None:
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    assert not RunTokenizer.suits(tokenizer)
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    assert not RunTokenizer.suits(tokenizer)
