"""KPI rows: where the cells are (grid), what the columns are (columns), what a row says (rows)."""
