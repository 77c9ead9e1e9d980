"""Long messages: what they ask, with its theme, apart from what they only tell."""

import pytest

from bot.question import parse
from bot.reading.background import part_background


@pytest.mark.parametrize(
    ("message", "asked", "told"),
    [
        (
            "公共交通についてお尋ねいたします。免許を返した方が増えました。バスの利用者数の目標をお示しください。",
            ("公共交通", "バスの利用者数の目標"),
            ("免許",),
        ),
        (
            "先日の講座は盛況でしたが、修了者の目標は何人でしょうか。会場は狭く感じました。",
            ("修了者の目標",),
            ("盛況", "会場"),
        ),
        (
            "市民のメールを転記します。「屋根の板で助かっています。市の施設では何か所に載せますか。」返事を書きます。",
            ("何か所に載せますか",),
            ("屋根の板", "返事"),
        ),
        (
            "I write the subtitles. My town is small. How many visitors does the plan aim for?",
            ("How many visitors",),
            ("subtitles", "small"),
        ),
    ],
    ids=["theme", "lead", "quoted", "english"],
)
def test_what_is_told_stands_apart(
    message: str, asked: tuple[str, ...], told: tuple[str, ...]
) -> None:
    main, aside = part_background(message)
    assert all(words in main and words not in aside for words in asked)
    assert all(words in aside and words not in main for words in told)


@pytest.mark.parametrize(
    "message",
    [
        "ジオツアー参加者数の目標は？",
        "残業の月平均を教えて。一覧で",
        "去年？じゃなくて令和5年に生まれた子の数",
        "市の建物の太陽光、今は4件と聞きました。何年に何件？",
    ],
    ids=["one", "fragment", "corrected", "leaning"],
)
def test_what_belongs_together_stays(message: str) -> None:
    assert part_background(message) == (message, "")


def test_what_is_told_counts_little_but_counts() -> None:
    question = parse("夏の暑さが続き心配です。涼み処の目標は何か所でしょうか。", ())
    assert "涼み処" in question.topic and "暑さ" not in question.topic
    assert "暑さ" in question.aside
