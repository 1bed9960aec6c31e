"""What is kept about a person, and her wish to be forgotten, as other systems see them."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from quen.api.shapes import Asked, says
from quen.flows.models import ErasureState


class Section(Schema):
    """One table: `called` in the language asked for, its rows with the fields her export has."""

    table: str
    called: str
    rows: list[dict[str, Any]]


class PersonalData(Schema):
    """Everything about her and about all customers merged into her."""

    business: str
    exported_at: datetime
    customers: list[int]
    kept: list[Section]

    model_config = says(
        {
            "business": "Cà phê Mai", "exported_at": "2026-11-22T02:00:00Z", "customers": [42],
            "kept": [{"table": "people.note", "called": "Notes of staff", "rows": [{"text": "uống ít đường"}]}],
        }
    )  # fmt: skip


class AskErasure(Asked):
    """`accepts_open`: points, vouchers, tickets and claims that are open may be given up; she said so."""

    accepts_open: bool = False

    model_config = says({"accepts_open": True})


class Erasure(Schema):
    """A wish to be forgotten: done from `erases_at` on, withdrawn until then; `due_on` is the law's last day."""

    id: int
    customer: int
    state: ErasureState
    asked_at: datetime
    erases_at: datetime
    due_on: date
    ended_at: datetime | None

    model_config = says(
        {
            "id": 3, "customer": 42, "state": "waiting", "asked_at": "2026-11-22T02:00:00Z",
            "erases_at": "2026-11-29T02:00:00Z", "due_on": "2026-12-12", "ended_at": None,
        }
    )  # fmt: skip
