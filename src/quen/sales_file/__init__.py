"""Sales files of any shape, read into one canonical DuckDB table. No Django; measures and imports start from here.

``open_sales(paths, options)`` pours every file as text into a private DuckDB file, guesses from whole columns what
stands where (`plan`), and on `read()` fills ``sales_rows``, ``rejected_rows``, ``sales_files``, ``purchases``,
``returns`` and ``lines``. How rows are told apart stands in `kinds`, who bought in `identities`, when two rows are
the same sale in `fingerprints`.
"""

from quen.sales_file.options import ReadOptions
from quen.sales_file.plan import ReadingPlan, RowCounts
from quen.sales_file.sales import SalesFile, open_sales

__all__ = ["ReadOptions", "ReadingPlan", "RowCounts", "SalesFile", "open_sales"]
