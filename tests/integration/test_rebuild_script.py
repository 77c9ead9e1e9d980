"""scripts/rebuild_index.py as an operator or a program meets it; only the encoder is a fake."""

import json
import threading
import time

import pytest
from corpora import plan_text, with_row, write_corpus
from fakes import BigramEncoder
from slack_server import BOT_TOKEN, SlackServer

from bot import rebuild_command
from index.shelf import Shelf


@pytest.fixture(autouse=True)
def fake_encoder(monkeypatch):
    monkeypatch.setattr(rebuild_command, "load_encoder", lambda _: BigramEncoder())


@pytest.fixture
def corpus(tmp_path):
    return write_corpus(tmp_path / "corpus", {"mizuumi": {"初版": plan_text()}})


@pytest.fixture
def run(tmp_path, corpus, capsys):
    def run(*arguments):
        folders = ["--corpus", str(corpus), "--out", str(tmp_path / "index")]
        code = rebuild_command.main([*folders, *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def revise(corpus, target="98"):
    text = plan_text(with_row("観光案内所の相談件数", target=target))
    write_corpus(corpus, {"mizuumi": {"初版": text}})


def test_what_a_person_reads(run, corpus):
    code, out, _ = run()
    assert (code, out.splitlines()[0][:6]) == (0, "公開しました")
    revise(corpus)
    code, out, _ = run("--check")
    assert code == 0
    assert "目標を変更: 観光案内所の相談件数 96件（R10） → 98件（R10）" in out
    assert run()[0] == 0
    code, out, _ = run()
    assert (code, out.startswith("変わったところはありません")) == (0, True)


def test_what_a_program_reads(run, corpus):
    first = json.loads(run("--json")[1])
    assert (first["outcome"], first["previous_id"]) == ("published", None)
    assert first["kpi_rows"]["added"] == first["counts"]["kpi_rows"] == 6
    revise(corpus)
    second = json.loads(run("--json")[1])
    assert second["previous_id"] == first["snapshot_id"]
    assert [(c["kind"], c["before"]["indicator"]) for c in second["changes"]] == [
        ("target_moved", "観光案内所の相談件数")
    ]
    assert second["elapsed_s"] >= 0
    assert json.loads(run("--json")[1])["outcome"] == "unchanged"


def test_a_refusal_says_why_and_how_to_go_on(run, corpus):
    run()
    write_corpus(corpus, {"hama": {"1": plan_text()}})
    code, out, err = run("--json")
    assert code == 1
    assert json.loads(out)["outcome"] == "refused"
    assert "mizuumi" in err
    assert "--allow-loss plan" in err
    assert run("--allow-loss", "plan")[0] == 0


def test_a_broken_catalogue_is_named(run, corpus):
    (corpus / "plans.toml").write_text("[[plan", "utf-8")
    code, out, err = run("--json")
    assert code == 1
    assert "plans.toml" in err
    assert json.loads(out)["outcome"] == "refused"


def test_dry_run_list_rollback_and_prune(run, corpus, tmp_path):
    assert json.loads(run("--dry-run", "--json")[1])["editions"] == [
        {"work": "read", "plan": "mizuumi", "revision": "初版"}
    ]
    assert "まだありません" in run("--list")[1]
    assert not (tmp_path / "index").exists()
    first = json.loads(run("--json")[1])["snapshot_id"]
    revise(corpus)
    second = json.loads(run("--json")[1])["snapshot_id"]
    assert run("--dry-run")[1] == "そのまま\tmizuumi\t初版\n"
    listed = [json.loads(line) for line in run("--list", "--json")[1].splitlines()]
    assert [(x["id"], x["current"]) for x in listed] == [(second, True), (first, False)]
    code, out, _ = run("--rollback")
    assert (code, f"索引 {first} に戻しました（前: {second}）" in out) == (0, True)
    assert Shelf(tmp_path / "index").current() == first
    assert run("--rollback", second)[0] == 0
    assert run("--rollback", "0000000000000000")[0] == 1
    assert run("--prune", "0")[1].splitlines()[1:] == [first]
    assert run("--prune", "0")[1] == "消す索引はありません\n"
    assert "公開中  計画 1、版 1" in run("--list")[1]
    assert [line.split()[0] for line in run("--list")[1].splitlines()] == [second]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bogus"],
        ["--prune", "-1"],
        ["--check", "--list"],
        ["--allow-loss", "mind"],
        ["--slack-channel", "C1"],
    ],
)
def test_wrong_usage_is_2(run, monkeypatch, arguments):
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize("content", [None, "no json\n", '{"id": "1"}\n'])
def test_questions_that_cannot_be_read_are_named(run, tmp_path, content):
    path = tmp_path / "questions.jsonl"
    if content:
        path.write_text(content, "utf-8")
    code, _, err = run("--questions", str(path))
    assert (code, str(path) in err) == (1, True)


def test_a_missing_folder_cannot_be_watched(run, tmp_path):
    code, _, err = run("--watch", "--corpus", str(tmp_path / "nowhere"))
    assert (code, "nowhere がありません" in err) == (1, True)


def test_slack_is_told(run, corpus, monkeypatch):
    with SlackServer() as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("SLACK_API_URL", slack.url)
        run()
        revise(corpus)
        assert run("--slack-channel", "C1")[0] == 0
        assert run("--slack-channel", "C1")[0] == 0  # nothing changed: nothing to tell
        [post] = slack.to("chat.postMessage")
        assert post.body["channel"] == "C1"
        assert "96件（R10） → 98件（R10）" in post.body["text"]


def test_slack_is_told_why_a_rebuild_was_refused(run, corpus, monkeypatch):
    with SlackServer() as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
        monkeypatch.setenv("SLACK_API_URL", slack.url)
        run()
        write_corpus(corpus, {"hama": {"1": ""}})
        assert run("--slack-channel", "C1")[0] == 1
        [post] = slack.to("chat.postMessage")
        assert "公開しませんでした" in str(post.body["blocks"][0])
        assert "指標 6" in str(post.body["blocks"][1])  # those that go on serving
        assert "mizuumi" in str(post.body["blocks"])


def test_slack_out_of_reach_undoes_nothing(run, monkeypatch, tmp_path):
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/")
    code, _, err = run("--slack-channel", "C1")
    assert code == 0
    assert "C1" in err
    assert Shelf(tmp_path / "index").find_current()


def test_a_watched_folder_is_rebuilt_when_a_file_changes(run, corpus, tmp_path, monkeypatch):
    shelf = Shelf(tmp_path / "index")
    stop = threading.Event()
    real = rebuild_command.watch
    monkeypatch.setattr(
        rebuild_command, "watch", lambda *args, **how: real(*args, stop_event=stop, **how)
    )
    watching = threading.Thread(target=run, args=["--watch"])
    watching.start()
    try:
        first = wait_for(shelf.find_current)
        deadline = time.monotonic() + 10
        while shelf.find_current() == first and time.monotonic() < deadline:
            revise(corpus)
            time.sleep(0.5)
        assert shelf.find_current() != first
    finally:
        stop.set()
        watching.join(10)


def wait_for(fact, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not (found := fact()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def test_what_is_left_unused_is_said_every_time(run, corpus):
    run()
    (corpus / "plans/mizuumi/改定版.txt").write_text(plan_text(), "utf-8")
    (corpus / "plans/mizuumi/概要.jtd").write_bytes(b"\0")
    (corpus / "plans/mizuumi/~$改定版.docx").write_bytes(b"\0")
    for options in ((), ("--check",), ("--dry-run",)):
        out = run(*options)[1]
        unused = [line for line in out.splitlines() if line.startswith("使っていないファイル")]
        assert [line.split("）: ")[1] for line in unused] == [
            "plans/mizuumi/改定版.txt",
            "plans/mizuumi/概要.jtd",
        ]
        assert "読めない形式です" in unused[1]
    assert len(json.loads(run("--json")[1])["remarks"]) == 2


def test_a_broken_list_of_synonyms_publishes_nothing(run, corpus):
    published = json.loads(run("--json")[1])["snapshot_id"]
    revise(corpus)
    (corpus / "synonyms.txt").write_bytes(bytes(range(128, 256)))
    code, _, said = run()
    assert code == 1
    assert "synonyms.txt の文字コードが壊れています" in said
    assert published in run("--list")[1]
    (corpus / "synonyms.txt").unlink()
    assert json.loads(run("--json")[1])["previous_id"] == published
