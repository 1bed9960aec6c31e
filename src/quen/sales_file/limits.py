"""How much of anything this room accepts from outside."""

LINE_BYTES = 16 * 1024 * 1024
"""The longest line of a text file. A longer one is no table, and would not fit into memory."""

COLUMNS = 1_000
"""The most columns of a table. Excel writes up to 16,384; sales files have tens."""

WORKBOOK_BYTES = 2 * 1024**3
"""The most bytes a workbook, or an archive, may unpack to."""

WORKBOOK_RATIO = 500
"""The most times larger than packed a workbook may unpack; honest sheets stay below 50."""

SAMPLE_BYTES = 128 * 1024
"""How much of a text file is looked at for its delimiter and header."""

SAMPLE_ROWS = 100
"""How many records of a file are looked at for its delimiter and header."""

HEADER_WITHIN = 30
"""How far down a header may stand below title lines."""

LINES_IN_CELL = 500
"""A quoted cell with more lines than this is taken for a stray quotation mark."""

PREVIEW_ROWS = 20

MEMORY = "512MB"
"""DuckDB's memory; what does not fit goes to the temporary folder."""

IN_MEMORY_BYTES = 8 * 1024 * 1024
"""Files of at most so many bytes together are read without a database file; what grows too large spills anyway."""
