"""Fixed lists: customers put on by name, from a selection, or from a text of phones, e-mails, cards and codes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import email_key, tidy
from quen.kernel.phone import to_e164
from quen.kernel.sentences import gettext_noop
from quen.people.models import Customer, Identity, IdentityKind
from quen.segments.errors import BadSegment, ListTooLong
from quen.segments.events import SegmentChanged
from quen.segments.models import Listed, Segment, SegmentKind
from quen.segments.reads import locked_segment
from quen.segments.save import make_whole_again

MOST_NAMED = 200_000
AT_ONCE = 5_000
_BETWEEN = re.compile(r"[\r\n\t,;|]+")


@dataclass(frozen=True)
class Recognised:
    """Who a text names: customers, each once, and the words nobody is known by."""

    customers: Sequence[int]
    unknown: Sequence[str]


@transaction.atomic
def put_on_list(*, key: str, customers: Iterable[int], by: Actor, at: datetime) -> int:
    """Put customers on a fixed list; how many were not on it yet. Raises NoSuchSegment, BadSegment, ListTooLong."""
    segment = _list(key)
    known = Customer.objects.filter(pk__in=set(customers)).values_list("pk", flat=True)
    there = set(Listed.objects.filter(segment=key).values_list("customer", flat=True))
    new = sorted(set(known) - there)
    if len(there) + len(new) > MOST_NAMED:
        raise ListTooLong(gettext_noop("A list holds at most %(most)s customers."), most=MOST_NAMED)
    Listed.objects.bulk_create([Listed(segment=key, customer=one) for one in new], batch_size=AT_ONCE)
    if new:
        _changed(segment, by=by, at=at)
    return len(new)


@transaction.atomic
def take_off_list(*, key: str, customers: Iterable[int], by: Actor, at: datetime) -> int:
    """Take customers off, and those merged into them; how many there were. Raises NoSuchSegment, BadSegment."""
    segment = _list(key)
    wanted = set(customers)
    group = Customer.objects.filter(Q(pk__in=wanted) | Q(root__in=wanted)).values_list("pk", flat=True)
    gone, _each = Listed.objects.filter(segment=key, customer__in=set(group)).delete()
    if gone:
        _changed(segment, by=by, at=at)
    return gone


def words_of(text: str) -> list[str]:
    """The words of a text by line, comma, semicolon or tab, each once."""
    parts = (tidy(part.strip("\"'\ufeff")) for part in _BETWEEN.split(text))
    return list(dict.fromkeys(word for word in parts if word))


def recognise_all(words: Sequence[str]) -> Recognised:
    """The customers whose phones, e-mail addresses, cards or codes these are. Raises ListTooLong."""
    if len(words) > MOST_NAMED:
        raise ListTooLong(gettext_noop("A list holds at most %(most)s customers."), most=MOST_NAMED)
    forms = {word: _forms(word) for word in words}
    known = _known({form for each in forms.values() for form in each})
    found = {
        word: next((known[form] for form in each if form in known), None) for word, each in forms.items()
    }
    return Recognised(
        customers=list(dict.fromkeys(one for one in found.values() if one is not None)),
        unknown=[word for word, one in found.items() if one is None],
    )


Form = tuple[str, str]


def _forms(word: str) -> list[Form]:
    """What the word may be kept as, the likeliest first."""
    forms: list[Form] = []
    if phone := to_e164(word):
        forms.append((IdentityKind.PHONE, phone))
    if "@" in word and (email := email_key(word)):
        forms.append((IdentityKind.EMAIL, email))
    return [*forms, (IdentityKind.CARD, word), (IdentityKind.CODE, word)]


def _known(forms: set[Form]) -> dict[Form, int]:
    values = sorted({value for _kind, value in forms})
    found: dict[Form, int] = {}
    for start in range(0, len(values), AT_ONCE):
        some = Identity.objects.filter(value__in=values[start : start + AT_ONCE])
        for kind, value, customer in some.values_list("kind", "value", "customer"):
            found[kind, value] = customer
    return found


def _list(key: str) -> Segment:
    segment = locked_segment(key)
    if segment.kind != SegmentKind.LIST:
        raise BadSegment(
            gettext_noop("%(name)s goes by a rule. Nobody can be put on it by hand."), name=segment
        )
    return segment


def _changed(segment: Segment, *, by: Actor, at: datetime) -> None:
    make_whole_again([segment.key])
    Segment.objects.filter(pk=segment.pk).update(changed_at=at)
    emit(SegmentChanged(at=at, by=by, subject=segment.pk, key=segment.key, version=segment.version))
