"""Everything kept about one person, and about all customers merged into her, as one ZIP she can read and take along.

`data.json` is for programs, `index.html` for her: the same rows, table by table, as every room declares them. Pictures
she sent lie beside them.
"""

import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quen.events.emit import emit
from quen.flows.person import Told, person_of, rooms, rows_of
from quen.flows.person_page import page
from quen.kernel.actor import Actor
from quen.kernel.money import written
from quen.kernel.personal import Kept, Person
from quen.leads.models import LeadSource
from quen.people.events import PersonExported
from quen.shops.reads import current_business
from quen.surveys.photo_models import Photo

TEXTS = ".texts"
_LAST = "quen.events"
_SOURCES: dict[str, dict[object, object]] = {"source": dict(LeadSource.choices)}
"""Kept as text on customers and in what happened, since staff and files write others."""


@transaction.atomic
def export_person(*, customer: int, by: Actor, at: datetime) -> bytes:
    """The ZIP, told as an event without a word of what was in it. Raises NoSuchCustomer."""
    about = tell_all(customer=customer, by=by, at=at)
    business = current_business()
    sections = [_readable(section, business.currency if business else "VND") for section in about["kept"]]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("index.html", page(about["business"], at, sections))
        file.writestr("data.json", json.dumps(about, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
        for photo in Photo.objects.filter(response__customer__in=about["customers"]).iterator(20):
            file.writestr(f"photos/{photo.pk}.jpg", bytes(photo.large))
    return packed.getvalue()


@transaction.atomic
def tell_all(*, customer: int, by: Actor, at: datetime) -> dict[str, Any]:
    """The same as values: business, exported_at, customers, and for each table its name, heading and rows.

    That it was taken is told as an event. Raises NoSuchCustomer.
    """
    person = person_of(customer)
    told = list(everything_about(person))
    emit(PersonExported(at=at, by=by, customer=person.root))
    business = current_business()
    return {
        "business": business.name if business else "", "exported_at": at, "customers": list(person.customers),
        "kept": [{"table": table, "called": _(called), "rows": rows} for table, (called, rows) in told],
    }  # fmt: skip


def everything_about(person: Person) -> Iterator[tuple[str, Told]]:
    """Table by table, the rows about her, the long story of events at the end; tables without one are left out."""
    for room in sorted(rooms(), key=lambda room: room.name == _LAST):
        for kept in room.kept:
            if rows := list(_rows(kept, person)):
                yield kept.model, (kept.called, rows)
        if room.tell_more is not None:
            called, more = room.tell_more(person)
            if more:
                yield f"{room.name}{TEXTS}", (called, more)


def counts_about(person: Person) -> list[tuple[Kept, int]]:
    """Each table with rows about her, and how many they are. One query, whatever is kept."""
    tables = [kept for room in rooms() for kept in room.kept]
    asked, values = [], list[Any]()
    for number, kept in enumerate(tables):
        with suppress(EmptyResultSet):  # found by an address alone, and she has none
            rows, parameters = rows_of(kept, person).order_by().values("pk").query.sql_with_params()
            asked.append(f"SELECT {number}, count(*) FROM ({rows}) AS hers")  # noqa: S608  # written by the ORM
            values += parameters
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), values)
        counts = dict(cursor.fetchall())
    return [(kept, counts[number]) for number, kept in enumerate(tables) if counts.get(number)]


def _rows(kept: Kept, person: Person) -> QuerySet[Model, dict[str, Any]]:
    """In the order of their numbers, each with the declared fields."""
    return rows_of(kept, person).order_by("pk").values(*kept.tells)


def _readable(section: dict[str, Any], currency: str) -> Told:
    """The rows as a person reads them: choices by their names, money with its currency."""
    names = _choices(section["table"])
    return section["called"], [_in_words(row, names, currency) for row in section["rows"]]


def _choices(table: str) -> dict[str, dict[object, object]]:
    if table.endswith(TEXTS):
        return {}
    fields = apps.get_model(table)._meta.concrete_fields
    return _SOURCES | {each.name: dict(each.flatchoices) for each in fields if each.choices}


def _in_words(
    row: dict[str, Any], names: dict[str, dict[object, object]], currency: str
) -> dict[str, object]:
    said: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            said[name] = _in_words(value, _SOURCES, currency)
        elif name.endswith("_minor") and isinstance(value, int):
            said[name] = written(value, currency, get_language() or "vi")
        elif name in names and isinstance(value, str):
            said[name] = str(names[name].get(value, value))
        else:
            said[name] = value
    return said
