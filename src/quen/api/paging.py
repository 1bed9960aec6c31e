"""Pages by cursor: a cursor is a place in an order that never changes, so no row is shown twice or left out."""

import base64
import binascii
import json
from typing import Annotated

from ninja import Query
from pydantic import Field

from quen.api.errors import BadCursor
from quen.api.limits import LONGEST_PAGE, PAGE
from quen.kernel.sentences import gettext_noop

LARGEST = 2**63 - 1

Cursor = Annotated[
    str,
    Query(
        "",
        max_length=200,
        description="`next` of the page before; leave it out for the first page.",
    ),
]
Limit = Annotated[int, Query(PAGE, ge=1, le=LONGEST_PAGE, description="Rows of a page.")]
Next = Annotated[
    str | None,
    Field(description="The cursor of the next page, or null on the last one.", examples=["WzQyXQ"]),
]


def cursor_of(*place: int) -> str:
    """The place as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def place_of(written: str, *, numbers: int) -> tuple[int, ...]:
    """The place a cursor names, zeros for the first page. Raises BadCursor."""
    if not written:
        return (0,) * numbers
    try:
        found = json.loads(
            base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
        )
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if (
        not isinstance(found, list)
        or len(found) != numbers
        or not all(type(number) is int and 0 <= number <= LARGEST for number in found)
    ):
        raise BadCursor(
            gettext_noop("This cursor was not given by this installation. Begin again without a cursor.")
        )
    return tuple(found)
