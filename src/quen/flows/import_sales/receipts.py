"""Receipt numbers must tell sales apart: in the books a number is one purchase of its store."""

import duckdb

from quen.flows.import_sales.errors import ReceiptsStartAgain
from quen.kernel.sentences import gettext_noop


def refuse_numbers_that_start_again(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise ReceiptsStartAgain where the reader found one number on several days for different sales.

    The day would tell them apart here, but not in tomorrow's file, where the number stands only once.
    """
    found = connection.execute(
        """SELECT receipt, count(*) FROM known_receipt GROUP BY kind, store, receipt HAVING count(*) > 1
           ORDER BY receipt LIMIT 1"""
    ).fetchone()
    if found:
        raise ReceiptsStartAgain(
            gettext_noop(
                "Receipt numbers start again in these files: %(receipt)s stands for %(sales)s different sales. "
                "Nothing was imported. Let the till export numbers that do not start again, or put the day before "
                "each number, and bring the files again."
            ),
            receipt=found[0],
            sales=found[1],
        )
