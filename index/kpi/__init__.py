"""KPI rows out of tables: read the grid, name its columns, join broken cells."""
