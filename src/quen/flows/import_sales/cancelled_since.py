"""Orders one export sells and another one calls cancelled: taken back (`sql/05_cancelled_since.sql`), and said so."""

from django.db.backends.utils import CursorWrapper

from quen.kernel.sentences import Sentence, gettext_noop

_CANCELLED = gettext_noop(
    "Orders that one export sells and another one calls cancelled: %(count)s. Each was taken back, as a return under "
    "its own number."
)
_COUNT = """
    SELECT count(DISTINCT (store_id, receipt, receipt_period))
    FROM taken_back JOIN added_return_line USING (fingerprint, occurrence)"""


def told_of_cancelled(cursor: CursorWrapper) -> list[Sentence]:
    """How many orders this import took back for the first time, if any. After the lines of returns were added."""
    cursor.execute(_COUNT)
    (count,) = cursor.fetchone()
    return [Sentence(_CANCELLED, {"count": count})] if count else []
