"""Leads from a list: a CSV or Excel file of names, phones, e-mails, wishes and stores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from quen.kernel.actor import Actor
from quen.kernel.errors import QuenError
from quen.kernel.names import search_key
from quen.kernel.sentences import Sentence, gettext_noop
from quen.leads.capture import Person, capture
from quen.leads.errors import BadLead
from quen.leads.models import LeadSource
from quen.sales_file.any_table import AnyTable, open_table
from quen.shops.reads import stores_by_name

MOST_ROWS = 1_000
_MOST_TOLD = 50
_HEADINGS = {
    "name": ("Tên", "Họ tên", "Họ và tên", "Tên khách hàng", "Name", "Full name"),
    "phone": ("Điện thoại", "Số điện thoại", "SĐT", "Phone", "Phone number", "Mobile"),
    "email": ("E-mail", "Email", "Thư điện tử"),
    "wish": ("Nhu cầu", "Ghi chú", "Nội dung", "Wish", "Note", "Message"),
    "store": ("Cửa hàng", "Chi nhánh", "Store", "Branch"),
}


@dataclass
class Imported:
    """What became of the rows: new leads, leads of customers known before, open leads touched, and refusals by row."""

    new: int = 0
    known: int = 0
    again: int = 0
    refused: int = 0
    why: list[tuple[int, Sentence]] = field(default_factory=list)


def import_leads(
    path: Path, *, source: LeadSource, at: datetime, by: Actor, owner: int | None = None
) -> Imported:
    """Capture every row for itself: one that cannot be read is told and does not hold the others up.

    Reading the same file again touches the same open leads. Raises BadLead (no heading for name, phone or e-mail, or
    too many rows) or UnreadableSalesFile.
    """
    imported, stores = Imported(), stores_by_name()
    for place, (name, phone, email, wish, store) in enumerate(_rows(path), start=1):
        person = Person(name=name, phone=phone, email=email)
        try:
            captured = capture(
                person=person,
                source=source,
                at=at,
                by=by,
                wish=wish,
                owner=owner,
                store=_number(stores, store),
            )
        except QuenError as error:
            imported.refused += 1
            if len(imported.why) < _MOST_TOLD:
                imported.why.append((place, error.sentence))
            continue
        imported.again += not captured.is_new_lead
        imported.known += captured.is_new_lead and captured.is_known_customer
        imported.new += captured.is_new_lead and not captured.is_known_customer
    return imported


def _number(stores: Mapping[str, int], written: str) -> int | None:
    """The store a cell names, None where it is empty. Raises BadLead."""
    number = stores.get(search_key(written))
    if written and number is None:
        raise BadLead(gettext_noop("The shop has no store “%(store)s”."), store=written)
    return number


def _rows(path: Path) -> list[tuple[str, ...]]:
    with open_table(path, [heading for headings in _HEADINGS.values() for heading in headings]) as table:
        if table.rows > MOST_ROWS:
            raise BadLead(
                gettext_noop("A list of leads has at most %(most)s rows. Nothing was kept; divide the file."),
                most=MOST_ROWS,
            )
        found = {part: _heading(table, headings) for part, headings in _HEADINGS.items()}
        if not (found["name"] or found["phone"] or found["email"]):
            raise BadLead(gettext_noop("The file needs a column Name, Phone or E-mail. Nothing was kept."))
        empty = [""] * table.rows
        columns = [table.texts(found[part]) if found[part] else empty for part in _HEADINGS]
        return list(zip(*columns, strict=True))


def _heading(table: AnyTable, headings: tuple[str, ...]) -> str:
    """The first of these headings the file has, empty where it has none."""
    return next((heading for heading in headings if table.staged.position(heading) is not None), "")
