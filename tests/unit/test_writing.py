"""Questions typed in kana, wrongly converted, mistyped or in Latin letters."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tokens import content_terms
from index.words import glossary
from index.words.kana import Kana
from index.words.sounds import READINGS, Kind, Sounds
from index.words.writing import Writing, names_in

TEXTS = (
    "地下水のかん養量を増やす。地下水は水源である。",
    "フェアトレードの認知度を高める",
    "間伐した人工林の面積。山の手入れをする",
    "校区防災連絡会の設立数。大型蓄電池の設置箇所数",
    "マイナンバーカードの発行枚数",
    "ごみを減らす。実行計画の目標",
    "黒森鉱山の跡。浦の駅をひらく",
    "みどりの県民税",
    "ジオツアーの参加者",
    "藻場の面積",
    "SDGsの認知度。多核連携都市をめざす",
)


@pytest.fixture(scope="module")
def written() -> Writing:
    counts = Counter(term for text in TEXTS for term in content_terms(text))
    return Writing(lambda: counts, names_in("汐見市"), ("間引く",), lambda: "".join(TEXTS))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ちかすいの もくひょうは", "地下水の目標は"),
        ("ちかすいのもくひょうはいくつですか", "地下水の目標はいくつですか"),
        ("ふぇあとれーど にんちど", "フェアトレード認知度"),
        ("もばの面積", "藻場の面積"),  # two letters that MeCab knows no word for
        ("ふぇあとれど にんちど", "フェアトレード認知度"),  # a long vowel lost
        ("おおがたちくでんち なんかしょ", "大型蓄電池 何箇所"),
        ("じんこうりんをまびくめんせき", "人工林を間引く面積"),  # a listed word
        ("しおみしの ごみ", "汐見市のごみ"),  # the name of a plan's town
        ("ごみを なんぐらむまで へらすの", "ごみを何グラムまで 減らすの"),
        ("2030ねんの もくひょう", "2030年の目標"),
        ("チクデンチ ナンカショ", "蓄電池 何箇所"),
        ("よこはましの ごみ", "横浜市のごみ"),  # a word that no text has
        ("大型ちくでんちの数", "大型蓄電池の数"),
        ("えすでぃーじーずの にんちど", "SDGSの認知度"),  # letters by their names
        ("マイナンバーカードの発行枚すう", "マイナンバーカードの発行枚数"),
        ("フェアトレード認知りつ", "フェアトレード認知りつ"),  # no text has 認知率
        ("たかくれんけいとしって何", "多核連携都市って何"),  # where MeCab reads 毛糸, 知って
    ],
)
def test_kana_are_written_as_the_texts_do(written: Writing, typed: str, meant: str) -> None:
    assert written.written(typed).replace(" ", "") == meant.replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("校区防連災絡会の数", "校区防災連絡会の数"),  # exchanged
        ("校区防災災連絡会の数", "校区防災連絡会の数"),  # doubled
        ("人林の面積", "人工林の面積"),  # lost
        ("発効枚数", "発行枚数"),  # converted wrongly
        ("実効計画の前部", "実行計画の全部"),
        ("フェトアレードの認知度", "フェアトレードの認知度"),
        ("発行枚数の目票", "発行枚数の目標"),  # a word that asks
    ],
)
def test_slips_are_mended(written: Writing, typed: str, meant: str) -> None:
    assert written.written(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "地下水のかん養量を教えてください",
        "図書館の貸出冊数の目標は?",
        "山の手入れについて何が書かれていますか",
        "設立会の数",
        "学び合うまちの担い手のところ",  # kana within words
        "優先的な目標のうち社会のもの",
        "登録者と登録数",
        "指標がふたつあったよね",  # no ツアー
        "ありがとう、助かりました",
        "おはようございます",
        "CO2 2030",
        "",
    ],
)
def test_what_is_right_stays(written: Writing, text: str) -> None:
    assert written.written(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("the ura no eki", "the 浦の駅"),
        ("waste in Shiomi", "waste in 汐見"),
        ("rights-protection", "rights protection"),
        ("the forset area", "the forest area"),
        ("some more rice", "some more rice"),
        ("the new office", "the new office"),
    ],
)
def test_latin_words(written: Writing, typed: str, meant: str) -> None:
    assert written.written(typed) == meant


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="あかしのー ん水実行ァトレ々ー゛、。?1Aa-'\x00\u3000😀🙏゙", max_size=60))
def test_nothing_is_too_odd(written: Writing, text: str) -> None:
    assert isinstance(written.written(text), str)


@pytest.mark.parametrize("part", ["のき", "水間", "カキ", "kaki", "ka ki ", "あ 水"])
def test_long_questions_end(written: Writing, part: str) -> None:
    assert written.written(part * 300)


def test_a_name_in_kana_stays_where_the_texts_have_it_so() -> None:
    text = "汐見市の乗合バス「しおみ号」の便数"
    writing = Writing(lambda: Counter(content_terms(text)), names_in("汐見市"), (), lambda: text)
    assert writing.written("しおみ号の便数") == "しおみ号の便数"
    assert writing.written("しおみ市の便数") == "汐見市の便数"


def test_another_town_is_one_in_kana_too() -> None:
    text = "汐見市の人口"
    writing = Writing(lambda: Counter(content_terms(text)), names_in("汐見市"), (), lambda: text)
    assert writing.written("ながさきしでは なんにん") == "長崎市では何人"


def test_a_name_in_latin_letters_may_have_a_slip() -> None:
    text = "熊本市のごみ"
    writing = Writing(lambda: Counter(content_terms(text)), names_in("熊本市"), (), lambda: text)
    assert writing.written("waste in Kumamato") == "waste in 熊本"
    assert writing.written("Kumamoto's waste") == "Kumamoto's waste"


def test_katakana_is_a_word_of_the_texts_though_they_have_its_pieces() -> None:
    text = "給食センターを建てる。急に食べる。センター"
    writing = Writing(lambda: Counter(["給食", "急", "食", "せんた"]), (), (), lambda: text)
    assert writing.written("キュウショクセンターの費用") == "給食センターの費用"


def test_what_a_plan_is_called_in_kana_stays() -> None:
    text = "入り船の港。入り船が増える"
    counts = Counter(content_terms(text))
    unnamed, named = (
        Writing(lambda: counts, names, (), lambda: text).written("いりふねの市の人口は?")
        for names in ((), ("入舟野", "いりふねの"))
    )
    assert "いりふねの" not in unnamed
    assert named == "いりふねの市の人口は?"


def test_what_cannot_be_read_is_one_unknown_word() -> None:
    reader = Kana(Sounds({"水": 1}))
    pieces = reader.read("ぬぺぽゎ")
    assert {piece.kind for piece in pieces} == {Kind.UNREAD}
    alone = Writing(lambda: {"水": 1}, (), (), lambda: "水")
    assert alone.written("ぬぺぽゎ") == "ヌペポヮ"


def test_the_pieces_of_a_run_are_the_run() -> None:
    reader = Kana(Sounds(Counter(term for text in TEXTS for term in content_terms(text))))
    for run in ("ちかすいのもくひょう", "ーーー", "ゃゃ", "んんんを"):
        assert "".join(piece.typed for piece in reader.read(run)) == run


def test_the_readings_are_kana_and_words() -> None:
    for line in READINGS.read_text("utf-8").splitlines():
        sound, *words = line.split(" ")
        assert words, line
        assert not set(sound) - set(map(chr, range(0x3041, 0x3097))) - {"ー"}, line


def test_the_glossary_is_well_formed() -> None:
    for line in glossary.GLOSSARY.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            japanese, _, english = line.partition(": ")
            assert bool(japanese) != line.startswith(": "), line
            assert english.isascii(), line
            assert all(len(e.split()) <= glossary.LONGEST for e in english.split(",")), line


def test_english_forms_are_the_word_listed() -> None:
    assert glossary.translations(("merged",)) == glossary.translations(("merging",))
    assert ("地下", "水") in glossary.translations(("groundwater",))
    assert glossary.translations(("xylophone",)) == ()
    assert ("子供", "食堂") in glossary.translations(("children", "s", "cafeteria"))
