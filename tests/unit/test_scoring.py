"""KPI rows held against gold: what is found, what is wrong, what is missing."""

from bot.scoring import score_rows


def row(indicator: str, baseline: str | None, *targets: str, **more: object) -> dict[str, object]:
    return {
        "plan": "p",
        "indicator": indicator,
        "baseline": {"value": baseline} if baseline else None,
        "targets": [{"value": target} for target in targets],
        **more,
    }


def test_a_row_is_right_with_its_figures_whatever_their_width_and_unit() -> None:
    gold = [row("観光客数(累計)", "1,200", "1,500")]
    assert str(score_rows([row("観光客数（累計）", "１,２００人", "1,500人")], gold)) == (
        "precision 1.000 of 1  recall 1.000 of 1"
    )


def test_a_name_is_right_in_the_characters_that_pdf_fonts_give() -> None:
    found, gold = row("⺠宿の数(軒/年)", "1", "2"), row("民宿の数（軒∕年）", "1", "2")
    assert not score_rows([found], [gold]).wrong


def test_a_wrong_figure_is_wrong_and_its_row_missed() -> None:
    gold = [row("観光客数", "1,200", "1,500"), row("宿泊者数", None, "増加")]
    scored = score_rows([row("観光客数", "1,200", "1,800"), row("宿泊者数", None, "増加")], gold)
    assert [len(rows) for rows in (scored.wrong, scored.missed)] == [1, 1]
    assert (scored.found, scored.gold) == (2, 2)


def test_a_row_that_stands_twice_is_found_twice() -> None:
    twice = [row("観光客数", "1", "2"), row("観光客数", "1", "2")]
    assert len(score_rows(twice[:1], twice).missed) == 1
    assert len(score_rows(twice, twice[:1]).wrong) == 1


def test_optional_rows_count_neither_way() -> None:
    optional = row("うち外国人", "1", "2", optional=True)
    for found in ([], [row("うち外国人", "1", "2")]):
        scored = score_rows(found, [optional])
        assert (scored.wrong, scored.missed, scored.found, scored.gold) == ((), (), 0, 0)
