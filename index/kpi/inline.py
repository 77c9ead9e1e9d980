"""KPIs in one line of text: 〔ＫＰＩ〕名(2027年度):4か所(2022年度:1か所) and 名 A（2019年度）→B（2024年度）."""

from index.kpi.rows import Draft
from index.kpi.source import Source


def read_inline(source: Source, taken: frozenset[int]) -> list[Draft]:
    """Read every inline KPI whose lines are not taken yet."""
    return []
