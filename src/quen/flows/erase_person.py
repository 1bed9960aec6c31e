"""Erase what identifies a person and all customers merged into her; keep the books under a number without a name.

One transaction: whoever looks sees her whole or not at all, and a run that was killed begins again. What each room
erases, and what it keeps and why, stands in its `personal.py`.
"""

from collections.abc import Mapping
from datetime import datetime

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import BinaryField, Field, JSONField

from quen.events.emit import emit_all
from quen.events.models import Event
from quen.flows.errors import OpenWithHer
from quen.flows.forget_files import forget_files
from quen.flows.models import Erasure, ErasureState
from quen.flows.open_with_her import open_with
from quen.flows.person import Room, person_of, rooms, rows_of
from quen.kernel.actor import Actor
from quen.kernel.personal import ERASED, Fate, Kept, Person
from quen.kernel.sentences import gettext_noop
from quen.people.events import CustomerErased
from quen.people.find import everyone_in, root_of
from quen.people.merge import merge_one_at_a_time
from quen.people.models import Customer


@transaction.atomic
def erase_person(*, customer: int, by: Actor, at: datetime, accepts_open: bool = False) -> bool:
    """Forget her; False where she was forgotten before and nothing was left to do.

    Raises NoSuchCustomer, and OpenWithHer where something is open between her and the shop and nobody said that it may
    be given up (`accepts_open`).
    """
    merge_one_at_a_time()
    root = root_of(customer).pk
    list(Customer.objects.select_for_update(of=("self",)).filter(pk__in=everyone_in(root)).order_by("pk"))
    person = person_of(root)
    if _is_erased(person):
        return False
    if not accepts_open and (found := open_with(root)):
        raise OpenWithHer(
            gettext_noop(
                "Nothing was erased: %(count)s things are still open with her. Look at them and confirm."
            ),
            count=len(found),
        )
    _let_words_go()
    forget_files(person)
    for room in reversed(rooms()):
        _erase_in(room, person)
    _told(person, by=by, at=at)
    return True


def is_erased(customer: int) -> bool:
    """Whether this number has no person any more."""
    return Event.objects.filter(customer=customer, kind=CustomerErased.kind).exists()


def _is_erased(person: Person) -> bool:
    """A number that was bought for again by nobody known stays erased; one that got a name again does not."""
    return not person.names and not person.addresses and is_erased(person.root)


def _let_words_go() -> None:
    """Until this transaction ends, what stays as it was said may be emptied: the triggers of those tables look here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('quen.erases', 'on', true)")


def _erase_in(room: Room, person: Person) -> None:
    if room.erase_more is not None:
        room.erase_more(person)
    for kept in room.kept:
        rows = rows_of(kept, person)
        if rows.query.distinct:  # neither deleted nor changed as they stand
            rows = rows.model._default_manager.filter(pk__in=rows.values("pk"))
        if kept.fate is Fate.GONE:
            rows.delete()
        elif kept.fate is Fate.BLANKED:
            rows.update(**_emptied(kept))


def _emptied(kept: Kept) -> Mapping[str, object]:
    fields = {each.name: each for each in apps.get_model(kept.model)._meta.concrete_fields}
    emptied = {name: _nothing(fields[name]) for name in kept.blanks}
    return emptied | dict.fromkeys(kept.dashes, ERASED)


def _nothing(field: "Field[object, object]") -> object:
    if field.null:
        return None
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, JSONField):
        return field.get_default() if field.has_default() and callable(field.default) else {}
    return b"" if isinstance(field, BinaryField) else ""


def _told(person: Person, *, by: Actor, at: datetime) -> None:
    emit_all(CustomerErased(at=at, by=by, customer=one) for one in person.customers)
    asked = Erasure.objects.filter(customer__in=person.customers, state=ErasureState.WAITING)
    if not asked.update(state=ErasureState.DONE, ended_at=at, ended_by=str(by)):
        Erasure.objects.create(
            customer=person.root, way=by.kind.value, asked_at=at, asked_by=str(by), due_on=at.date(), erases_at=at,
            state=ErasureState.DONE, ended_at=at, ended_by=str(by),
        )  # fmt: skip
