"""Catalogues however they are written, encodings, and what is refused."""

import hashlib
from pathlib import Path

import pytest

from index.catalogue import load_catalogue
from index.documents import read_document, read_file
from index.errors import CorpusError
from index.pages import page_of
from index.remarks import remarks

TEXT = "みずうみ市観光振興計画\n\n第１章　めざす姿\n\n湖のほとりを歩く人を増やします。\n"
CORPUS = Path(__file__).parents[2] / "corpus"


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_the_catalogue_of_the_project() -> None:
    mine, kumamoto = load_catalogue(CORPUS)
    assert (mine.plan_id, kumamoto.plan_id) == ("mine", "kumamoto")
    assert "美祢" in mine.aliases
    assert kumamoto.in_force == kumamoto.editions[-1].revision
    assert read_document(CORPUS, kumamoto, kumamoto.editions[-1]).text.startswith("\n\n熊本市")


CATALOGUES = [
    '[[plan]]\nid = "lake"\ntitle = "計画"\npublisher = "みずうみ市"\nin_force = "v1"\n'
    '[[plan.edition]]\nrevision = "v1"\nfiles = ["plans/lake/v1.txt"]\n',
    '[plans.lake]\ntitle = "計画"\npublisher = "みずうみ市"\nrevision = "v1"\n'
    'file = "plans/lake/v1.txt"\n',
    '[[plans]]\nid = "lake"\ntitle = "計画"\npublisher = "みずうみ市"\n'
    'path = "plans/lake/v1.txt"\n',
    '[lake]\ntitle = "計画"\npublisher = "みずうみ市"\n',
]


@pytest.mark.parametrize("written", CATALOGUES)
def test_other_ways_to_write_a_catalogue(tmp_path: Path, written: str) -> None:
    put(tmp_path / "plans/lake/v1.txt", TEXT)
    put(tmp_path / "plans.toml", written)
    (plan,) = load_catalogue(tmp_path)
    assert (plan.plan_id, plan.title, plan.publisher) == ("lake", "計画", "みずうみ市")
    assert (plan.in_force, plan.editions[0].revision) == ("v1", "v1")
    assert read_document(tmp_path, plan, plan.editions[0]).text == TEXT


@pytest.mark.parametrize("name", ["plans/lake/v1.txt", "lake/v1.txt", "lake.txt"])
def test_without_a_catalogue_plans_are_found(tmp_path: Path, name: str) -> None:
    put(tmp_path / name, TEXT)
    (plan,) = load_catalogue(tmp_path)
    assert plan.plan_id == "lake"
    assert (plan.title, plan.publisher) == ("みずうみ市観光振興計画", "みずうみ市")


def test_found_editions_stand_in_order_of_age(tmp_path: Path) -> None:
    for folder, names in {
        "a": ("v10", "v2", "v9"),
        "b": ("第十二版", "第一版", "第二版"),
        "c": ("令和2年改訂", "平成30年", "R6.3"),
    }.items():
        for name in names:
            put(tmp_path / "plans" / folder / f"{name}.txt", TEXT)
    found = [[e.revision for e in plan.editions] for plan in load_catalogue(tmp_path)]
    assert found == [
        ["v2", "v9", "v10"],
        ["第一版", "第二版", "第十二版"],
        ["平成30年", "令和2年改訂", "R6.3"],
    ]


def test_what_only_lies_beside_plans_is_none(tmp_path: Path) -> None:
    for name in ("lake.txt", "synonyms.txt", "README.md", ".lake.txt", "~$lake.txt"):
        put(tmp_path / name, TEXT)
    assert [plan.plan_id for plan in load_catalogue(tmp_path)] == ["lake"]


@pytest.mark.parametrize("toml", ["", '[[plan]]\nid = "lake"\n'])
def test_an_edition_that_cannot_be_read_hides_no_other(tmp_path: Path, toml: str) -> None:
    put(tmp_path / "plans/lake/v1.txt", TEXT)
    put(tmp_path / "plans/lake/v2.txt", "")
    put(tmp_path / "plans/hill/v1.txt", "")
    if toml:
        files = "".join(
            f'[[plan.edition]]\nrevision = "{r}"\nfiles = ["plans/lake/{r}.txt"]\n'
            for r in ("v1", "v2")
        )
        put(tmp_path / "plans.toml", toml + files)
    lake = load_catalogue(tmp_path)[-1]
    assert (lake.title, lake.publisher) == ("みずうみ市観光振興計画", "みずうみ市")
    assert lake.in_force == "v2"


BROKEN = [
    ("", "計画が書かれていません"),
    ("[[plan]\n", "TOML として読めません"),
    ('[[plan]]\ntitle = "計画"\n', "id のない計画"),
    ('[[plan]]\nid = "a"\ntitle = "計画"\npublisher = "市"\n', "files がありません"),
    (
        '[[plan]]\nid = "a"\ntitle = "t"\npublisher = "市"\nfile = "a.txt"\nin_force = "x"\n'
        '[[plan.edition]]\nrevision = "v1"\nfiles = ["a.txt"]\n',
        "in_force「x」",
    ),
    ('[[plan]]\nid = "a"\ntitle = "t"\npublisher = "p"\nfile = "a.txt"\n' * 2, "二度あります"),
    ('[[plan]]\nid = "a"\nedition = "v1"\n', r"\[\[plan\.edition\]\] で始めて"),
]


@pytest.mark.parametrize(("written", "said"), BROKEN)
def test_a_broken_catalogue_is_refused(tmp_path: Path, written: str, said: str) -> None:
    put(tmp_path / "plans.toml", written)
    with pytest.raises(CorpusError, match=said):
        load_catalogue(tmp_path)


def test_an_empty_folder_and_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="計画のファイルもありません"):
        load_catalogue(tmp_path)
    with pytest.raises(CorpusError, match="がありません"):
        load_catalogue(tmp_path / "nowhere")


def test_a_folder_that_may_not_be_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "plans/lake/v1.txt", TEXT)

    def closed(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", closed)
    with pytest.raises(CorpusError, match=r"plans\.toml を開けません.*権限を確かめて"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_japanese_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = put(tmp_path / "lake.txt", TEXT.encode(encoding))
    assert read_file(path).text == TEXT


def test_a_page_in_an_old_encoding_may_have_circled_figures(tmp_path: Path) -> None:
    text = f"{TEXT}①湖を守る。㈱\n"
    assert read_file(put(tmp_path / "lake.txt", text.encode("euc_jis_2004"))).text == text
    assert read_file(put(tmp_path / "lake.csv", text.encode("cp932"))).text == text


def test_line_ends_are_kept(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    assert read_file(put(tmp_path / "lake.txt", text)).text == text
    for end in "\r\x85\u2028\v":
        assert read_file(put(tmp_path / "old.txt", TEXT.replace("\n", end))).text == TEXT
        assert read_file(put(tmp_path / "mixed.txt", f"湖{end}{TEXT}")).text == f"湖\n{TEXT}"


REFUSED = [
    (b"", "空です"),
    (b" \n\xe3\x80\x80\n", "空です"),
    (TEXT.encode()[:-2], "文字コードが壊れています"),
    (TEXT.encode("utf-16") + b"\x00", "文字コードが壊れています"),
    (bytes(range(128, 256)) * 9, "文字コードが壊れています"),
]


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    path = put(tmp_path / "lake.txt", data)
    with pytest.raises(CorpusError, match=said) as caught:
        read_file(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("photos.txt", b"a" * (33 << 20), "33 MB あり、大きすぎます"),
        ("half.pdf", b"%PDF-1.4\n" + b"\0" * (64 << 20), "PDF として開けません"),
    ],
)
def test_a_huge_file_that_is_no_plan_is_refused_at_once(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(CorpusError, match=said):
        read_file(put(tmp_path / name, data))


def test_missing_file_unknown_format_wrong_checksum(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="がありません"):
        read_file(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(CorpusError, match="はフォルダーです"):
        read_file(tmp_path / "folder.txt")
    with pytest.raises(CorpusError, match=r"（\.doc）は読めません"):
        read_file(put(tmp_path / "plan.doc", b"PK"))
    put(tmp_path / "lake.txt", TEXT)
    toml = '[[plan]]\nid = "a"\ntitle = "t"\npublisher = "p"\nfile = "lake.txt"\nsha256 = "{}"\n'
    put(tmp_path / "plans.toml", toml.format("0" * 64))
    (plan,) = load_catalogue(tmp_path)
    with pytest.raises(CorpusError, match="sha256"):
        read_document(tmp_path, plan, plan.editions[0])
    put(tmp_path / "plans.toml", toml.format(hashlib.sha256(TEXT.encode()).hexdigest()))
    (plan,) = load_catalogue(tmp_path)
    assert read_document(tmp_path, plan, plan.editions[0]).text == TEXT


def test_several_files_are_one_plan(tmp_path: Path) -> None:
    put(tmp_path / "a.html", "<h1>計画</h1>\n<table><tr><td>指標<td>人</table>")
    put(tmp_path / "b.html", "\n\n<h2>資料</h2><table><tr><th>年<th>人口<tr><td>R1<td>9</table>")
    put(
        tmp_path / "plans.toml",
        '[[plan]]\nid = "a"\ntitle = "t"\npublisher = "p"\nfiles = ["a.html", "b.html"]\n',
    )
    (plan,) = load_catalogue(tmp_path)
    document = read_document(tmp_path, plan, plan.editions[0])
    assert [span.slice(document.text) for span, _ in document.headings] == ["計画", "資料"]
    words = [[c and c.span.slice(document.text) for c in r] for r in document.grids[1].rows]
    assert words == [["年", "人口"], ["R1", "9"]]
    line = document.text.count("\n", 0, document.headings[1][0].start)
    assert document.line_numbers[line] == 3


PAGES = [
    ("a\fb\fc", {"a": 1, "b": 2, "c": 3}),
    ("a\n-- 1 of 9 --\nb\n-- 2 of 9 --\nc\n-- 7 of 9 --\nd", {"a": 1, "b": 2, "c": 7, "d": 8}),
    ("a\n- 3 -\nb", {"a": None, "b": None}),  # above its page, or below?
    ("a", {"a": None}),
]


@pytest.mark.parametrize(("text", "pages"), PAGES)
def test_pages(tmp_path: Path, text: str, pages: dict[str, int | None]) -> None:
    document = read_file(put(tmp_path / "x.txt", text))
    assert {key: page_of(document, document.text.index(key)) for key in pages} == pages


@pytest.mark.parametrize("written", ["interal = true", 'channel = ["C1"]', "Internal = true"])
def test_a_misspelt_word_does_not_open_a_plan(tmp_path: Path, written: str) -> None:
    put(tmp_path / "plans/lake/v1.txt", TEXT)
    put(tmp_path / "plans.toml", f'[[plan]]\nid = "lake"\n{written}\n')
    with pytest.raises(CorpusError, match="書き誤り"):
        load_catalogue(tmp_path)


def test_what_cannot_work_as_written_is_remarked(tmp_path: Path) -> None:
    put(tmp_path / "plans/lake/v1.txt", TEXT)
    written = '[[plan]]\nid = "lake"\ninternal = true\neffective_from = "近日"\n'
    put(tmp_path / "plans.toml", written)
    secret, undated = remarks(tmp_path, load_catalogue(tmp_path))
    assert "channels がなく" in secret
    assert "「近日」を日付として読めません" in undated


EDITIONS = """
[[plan]]
id = "lake"
in_force = "初版"
channels = ["#企画課"]
  [[plan.edition]]
  revision = "初版"
  effective_from = "2024-04"
  files = ["plans/lake/v1.txt"]
  [[plan.edition]]
  revision = "改訂版"
  effective_form = "2025-04"
  effective_from = "2023-04"
  files = ["plans/lake/v1.txt"]
"""


def test_slips_in_what_planners_write_are_remarked(tmp_path: Path) -> None:
    put(tmp_path / "plans/lake/v1.txt", TEXT)
    put(tmp_path / "plans.toml", EDITIONS)
    put(tmp_path / "synonyms.txt", "# 表\nCO2＝二酸化炭素\n舟 -> 船\n湖　みずうみ\n")
    said = " ".join(remarks(tmp_path, load_catalogue(tmp_path)))
    slips = ("effective_form は使われません", "#企画課", "in_force を書き換え", "古い順", "4 行目")
    assert [slip for slip in slips if slip not in said] == []
    assert "2 行目" not in said
