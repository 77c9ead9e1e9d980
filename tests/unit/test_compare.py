"""What changed between two editions, read by the real readers from invented plans."""

import pytest
from corpora import PROSE, ROWS, Row, plan_text, with_row, without, write_corpus

from index.catalogue import load_catalogue
from index.compare import compare
from index.domain import ChangeKind, KpiRow
from index.reading import read_edition


@pytest.fixture
def changes(tmp_path):
    def between(before, after):
        corpus = write_corpus(tmp_path, {"mizuumi": {"初版": before, "改定版": after}})
        [plan] = load_catalogue(corpus)
        ours, theirs = (read_edition(corpus, plan, edition) for edition in plan.editions)
        found = []
        for change in compare(ours, theirs):
            items = [change.before, change.after]
            found.append((change.kind, *(item and _told(item) for item in items)))
        return found

    return between


def _told(item):
    if isinstance(item, KpiRow):
        return item.indicator, *(target.text for target in item.targets)
    return "".join(item.text.split())


def test_the_same_text_has_not_changed(changes):
    assert changes(plan_text(), plan_text()) == []


def test_a_target_that_moved(changes):
    after = plan_text(with_row("観光案内所の相談件数", target="98"))
    assert changes(plan_text(), after) == [
        (
            ChangeKind.TARGET_MOVED,
            ("観光案内所の相談件数", "96"),
            ("観光案内所の相談件数", "98"),
        )
    ]


def test_what_is_printed_twice_is_told_once(changes):
    def twice(target):
        rows = with_row("宿泊客数", target=target)
        return plan_text((*rows, Row("宿泊客数", "", "20,500", target)))

    assert changes(twice("24,000"), twice("26,000")) == [
        (ChangeKind.TARGET_MOVED, ("宿泊客数", "24,000"), ("宿泊客数", "26,000"))
    ]


def test_a_row_dropped_and_another_added_are_not_one_renamed(changes):
    new = Row("予約制の乗合舟の利用者数", "人", "0", "3,000")
    after = plan_text((*without("体験農園の区画数"), new))
    assert changes(plan_text(), after) == [
        (ChangeKind.KPI_DROPPED, ("体験農園の区画数", "30"), None),
        (ChangeKind.KPI_ADDED, None, ("予約制の乗合舟の利用者数", "3,000")),
    ]


def test_a_new_name_for_the_same_figures_is_a_renaming(changes):
    after = plan_text(with_row("ふるさと納税の受入額", name="ふるさと応援寄附金の額"))
    assert changes(plan_text(), after) == [
        (
            ChangeKind.KPI_RENAMED,
            ("ふるさと納税の受入額", "180"),
            ("ふるさと応援寄附金の額", "180"),
        )
    ]


def test_a_row_both_renamed_and_moved(changes):
    after = plan_text(with_row("宿泊客数", name="延べ宿泊客数", target="26,000"))
    assert [kind for kind, *_ in changes(plan_text(), after)] == [
        ChangeKind.KPI_RENAMED,
        ChangeKind.TARGET_MOVED,
    ]


def test_a_corrected_baseline(changes):
    after = plan_text(with_row("宿泊客数", baseline="20,430"))
    assert [kind for kind, *_ in changes(plan_text(), after)] == [ChangeKind.BASELINE_CORRECTED]


def test_another_unit_is_told_of(changes):
    after = plan_text(with_row("体験農園の区画数", unit="か所"))
    assert [kind for kind, *_ in changes(plan_text(), after)] == [ChangeKind.UNIT_CHANGED]
    again = plan_text(with_row("体験農園の区画数", unit="箇所"))
    assert changes(after, again) == []


def test_another_owner_is_told_of(changes):
    before = "指標\t単位\t現状値(R6)\t目標値(R10)\t担当課\n宿泊客数\t人\t20,500\t24,000\t観光課\n"
    after = before.replace("観光課", "商工課")
    assert [kind for kind, *_ in changes(before, after)] == [ChangeKind.OWNER_CHANGED]


def test_a_later_target_year(changes):
    found = changes(plan_text(), plan_text(by="R12"))
    assert {kind for kind, *_ in found} == {ChangeKind.YEAR_MOVED}
    assert len(found) == len(ROWS)


@pytest.mark.parametrize(
    "after",
    [
        plan_text(year="令和６年度", by="2028年度"),  # the same years in other words
        plan_text(with_row("宿泊客数", target="２４，０００")),  # the same figure, full width
        plan_text(with_row("宿泊客数", name="宿泊客数※1")),  # a footnote mark is no name
        plan_text(tuple(reversed(ROWS))),  # the same rows in another order
        plan_text().replace("、", "、\n"),  # the same sentences broken elsewhere
    ],
)
def test_another_printing_is_no_change(changes, after):
    assert changes(plan_text(), after) == []


def test_prose_reworded_added_and_dropped(changes):
    first, second, third = PROSE
    new = "冬の夜には湖上の花火を開き、近隣の宿と連携して滞在を延ばします。"
    reworded = second.replace("三つの言葉", "五つの言葉")
    after = plan_text(prose=(first, reworded, new))
    found = [(kind, *items) for kind, *items in changes(plan_text(), after)]
    assert (ChangeKind.PASSAGE_REWORDED, second, reworded) in found
    assert (ChangeKind.PASSAGE_ADDED, None, new) in found
    assert (ChangeKind.PASSAGE_DROPPED, third, None) in found
    assert len(found) == 3


def test_a_sentence_struck_out_is_a_rewording(changes):
    first, second, third = PROSE
    before = plan_text(prose=(first + second, third))
    after = plan_text(prose=(first, third))
    [(kind, ours, theirs)] = changes(before, after)
    assert kind is ChangeKind.PASSAGE_REWORDED
    assert second in ours
    assert second not in theirs


def test_other_words_of_the_same_meaning_in_the_same_place_are_one_row(changes):
    after = plan_text(
        with_row(
            "サイクリングロードの延長", name="自転車道の整備延長", baseline="9.0", target="18.0"
        )
    )
    kinds = {kind for kind, *_ in changes(plan_text(), after)}
    assert ChangeKind.KPI_RENAMED in kinds
    assert not kinds & {ChangeKind.KPI_ADDED, ChangeKind.KPI_DROPPED}


def test_equal_figures_do_not_make_different_things_one(changes):
    other = Row("図書館の蔵書の冊数", "区画", "12", "30")
    kinds = [kind for kind, *_ in changes(plan_text(), plan_text((*ROWS[:3], other, *ROWS[4:])))]
    assert kinds == [ChangeKind.KPI_DROPPED, ChangeKind.KPI_ADDED]


def test_prose_in_other_words_in_the_same_place_is_reworded_elsewhere_it_is_not(changes):
    said = "農園での収穫体験は家族連れに人気があり、実りの季節は早くに予約が埋まります。"
    here = plan_text(prose=(*PROSE[:2], said))
    assert [kind for kind, *_ in changes(plan_text(), here)] == [ChangeKind.PASSAGE_REWORDED]
    there = plan_text(prose=(said, *PROSE[:2]))
    assert {kind for kind, *_ in changes(plan_text(), there)} == {
        ChangeKind.PASSAGE_ADDED,
        ChangeKind.PASSAGE_DROPPED,
    }
