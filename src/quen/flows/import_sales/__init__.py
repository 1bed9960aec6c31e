"""Bring a shop's sales files into the database: set-based, in one transaction, as often as one likes.

Read `run.py` for the way through. The same file again changes nothing; an overlapping file adds only what is new;
a killed import leaves nothing behind, so that running it again gives the same end as one clean run.
"""

from quen.flows.import_sales.run import Progress, import_opened, import_sales

__all__ = ["Progress", "import_opened", "import_sales"]
