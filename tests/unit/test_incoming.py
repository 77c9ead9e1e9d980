"""What people type, and whether it is for the bot."""

import pytest

from bot.serving.incoming import calls, meant_for_bot, plain

TYPED = [
    ("<@UBOT> 目標は？", "目標は？"),
    ("<@UBOT|計画> 目標は？", "目標は？"),
    ("  目標は？  ", "目標は？"),
    ("<#C1|企画> で話した <https://a.jp/x|資料> の目標は？", "企画 で話した 資料 の目標は？"),
    ("<https://a.jp/x>の目標は？", "https://a.jp/xの目標は？"),
    ("A &amp; B &lt;C&gt;は？", "A & B <C>は？"),
    ("<!here> 目標は？", "目標は？"),
    ("&gt; 前に書いたこと\n目標は？", "目標は？"),
    ("&gt; 目標は？", "> 目標は？"),  # Nothing but a quoted line: that is the question.
    ("一行目\n二行目は？", "一行目\n二行目は？"),
    ("目\x00標は？", "目 標は？"),  # The tokenizer would stop at NUL.
    (":pray::skin-tone-2: 目標は？ :+1:", "目標は？"),
    ("期限:2025年:目標、10:30:15", "期限:2025年:目標、10:30:15"),
    ("目標は？\n----\n熊本市 環境課\nTEL 096-000-0000\n----", "目標は？"),
    ("資料\n----\n目標は？ 電話でも可", "資料\n----\n目標は？ 電話でも可"),
    ("", ""),
]

MEANT = [
    "その目標年は？",
    "熊本市は？",
    "熊本市は",
    "もっと詳しく",
    "もう少し詳しく教えて",
    "R6の値を知りたいです",
    "ありがとうございます。では現状値はいくつですか",
    "担当はどの課",
    "What is the baseline?",
    "how about 2030",
    "more detail",
    "あ、それじゃなくて病児保育のほう",
    "担当どこ？",
]

NOT_MEANT = [
    "<@U2> これどう思う？",
    "<!subteam^S1> 確認お願いします",
    "ありがとうございます！",
    "了解です、ありがとうございます",
    "なるほど、そうですか",
    "あとで資料に入れます",
    "明日の会議で使います。",
    "よろしくお願いします",
    "確認をお願いします",
    "thanks!",
    "ok, got it",
    "",
    ":+1:",
]


@pytest.mark.parametrize(("text", "words"), TYPED)
def test_plain_words(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize("text", MEANT)
def test_questions_in_a_thread_are_meant_for_the_bot(text: str) -> None:
    assert meant_for_bot(text)


@pytest.mark.parametrize("text", NOT_MEANT)
def test_talk_in_a_thread_is_not(text: str) -> None:
    assert not meant_for_bot(text)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("<@UBOT> 目標は？", True),
        ("目標は？ <@UBOT|計画>", True),
        ("&gt; <@UBOT> 目標は？\nこれの件", False),
        ("&gt; 前の話\n<@UBOT> 目標は？", True),
        ("<@UOTHER> 目標は？", False),
    ],
)
def test_being_called(text: str, called: bool) -> None:
    assert calls(text, "UBOT") is called
