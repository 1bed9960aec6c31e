"""Make a kind of voucher, change it while nothing is out, stop it and let it count again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.codes import bare
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.vouchers.errors import BadKind, KindInUse, NoSuchKind
from quen.vouchers.events import KindChanged, KindMade, KindStopped
from quen.vouchers.models import Lease, Use, Voucher, VoucherKind
from quen.vouchers.terms import Terms

LONGEST_CODE = 20
SHORTEST_CODE = 3


@transaction.atomic
def make_kind(
    *,
    name: str,
    terms: Terms,
    key: str = "",
    code: str = "",
    of_programme: bool = False,
    at: datetime,
    by: Actor,
) -> VoucherKind:
    """A new kind; without a key one is made from the name. Raises BadKind."""
    name = _named(name)
    key = key or _free_key(name)
    if VoucherKind.objects.filter(key=key).exists():
        raise BadKind(gettext_noop("There is a kind of voucher with the key %(key)s already."), key=key)
    kind = VoucherKind.objects.create(
        key=key,
        name=name,
        terms=terms.model_dump(mode="json"),
        code=_public(code),
        is_of_programme=of_programme,
        made_at=at,
        made_by=str(by),
    )
    emit(KindMade(at=at, by=by, subject=kind.pk, key=key, name=name))
    return kind


@transaction.atomic
def change_kind(
    *, kind: int, name: str, terms: Terms, code: str = "", at: datetime, by: Actor
) -> VoucherKind:
    """Change it. Once vouchers are out only the name may change. Raises NoSuchKind, BadKind, KindInUse."""
    row = kind_numbered(kind, lock=True)
    said, public = terms.model_dump(mode="json"), _public(code, but=row.pk)
    if (said != row.said().model_dump(mode="json") or public != row.code) and is_out(row):
        raise KindInUse(
            gettext_noop(
                "Vouchers of “%(name)s” are out, and keep what they promise. Stop this kind and make a new one instead."
            ),
            name=row.name,
        )
    row.name, row.terms, row.code = _named(name), said, public
    row.save(update_fields=["name", "terms", "code"])
    emit(KindChanged(at=at, by=by, subject=row.pk, key=row.key))
    return row


@transaction.atomic
def stop(*, kind: int, at: datetime, by: Actor) -> VoucherKind:
    """From now on its vouchers do not count. Raises NoSuchKind."""
    return _stopped(kind, at, by, is_stopped=True)


@transaction.atomic
def resume(*, kind: int, at: datetime, by: Actor) -> VoucherKind:
    """They count again. Raises NoSuchKind."""
    return _stopped(kind, at, by, is_stopped=False)


def is_out(kind: VoucherKind) -> bool:
    """Whether anything of it was issued, used or held by a till."""
    return any(model.objects.filter(kind=kind).exists() for model in (Voucher, Use, Lease))


def kind_numbered(kind: int, *, lock: bool = False) -> VoucherKind:
    """Raises NoSuchKind."""
    return _one(Q(pk=kind), str(kind), lock=lock)


def kind_named(key: str, *, lock: bool = False) -> VoucherKind:
    """The kind of this key. Raises NoSuchKind."""
    return _one(Q(key=key), key, lock=lock)


def _one(where: Q, said: str, *, lock: bool) -> VoucherKind:
    rows = VoucherKind.objects.select_for_update() if lock else VoucherKind.objects
    found = rows.filter(where).first()
    if found is None:
        raise NoSuchKind(gettext_noop("There is no kind of voucher called %(kind)s."), kind=said)
    return found


def _stopped(kind: int, at: datetime, by: Actor, *, is_stopped: bool) -> VoucherKind:
    row = kind_numbered(kind, lock=True)
    if bool(row.stopped_at) != is_stopped:
        row.stopped_at = at if is_stopped else None
        row.save(update_fields=["stopped_at"])
        emit(KindStopped(at=at, by=by, subject=row.pk, key=row.key, is_stopped=is_stopped))
    return row


def _named(name: str) -> str:
    name = tidy(name)
    if not 0 < len(name) <= 120:
        raise BadKind(gettext_noop("A kind of voucher needs a name of at most 120 letters."))
    return name


def _free_key(name: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in search_key(name))
    base = "-".join(part for part in letters.split("-") if part)[:34] or "voucher"
    taken = set(VoucherKind.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(
        key
        for number in range(1, len(taken) + 2)
        if (key := base if number == 1 else f"{base}-{number}") not in taken
    )


def _public(code: str, *, but: int | None = None) -> str | None:
    code = bare(code)
    if not code:
        return None
    if not (SHORTEST_CODE <= len(code) <= LONGEST_CODE and code.isascii() and code.isalnum()):
        raise BadKind(
            gettext_noop("A public code has %(least)s to %(most)s letters and digits, such as TET2027."),
            least=SHORTEST_CODE,
            most=LONGEST_CODE,
        )
    taken = VoucherKind.objects.filter(code=code).exclude(pk=but or 0).exists()
    if taken or Voucher.objects.filter(code=code).exists():
        raise BadKind(gettext_noop("The code %(code)s is taken. Choose another."), code=code)
    return code
