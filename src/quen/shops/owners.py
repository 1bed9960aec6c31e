"""Owners are protected: only owners touch owners, and one is always left."""

from django.db.models import QuerySet

from quen.kernel.actor import Actor, ActorKind
from quen.kernel.sentences import gettext_noop
from quen.shops.errors import LastOwner, OnlyOwners
from quen.shops.models import Staff
from quen.shops.roles import Role


def refuse_unless_owner(by: Actor) -> None:
    """Raise OnlyOwners where staff who are no owners act; the system itself may."""
    if by.kind == ActorKind.STAFF and not _active_owners().filter(pk=by.id or 0).exists():
        raise OnlyOwners(
            gettext_noop("Only an owner can make, change or deactivate an owner. Nothing was changed.")
        )


def refuse_without_owner(staff: Staff) -> None:
    """Raise LastOwner where `staff` is the only active owner. Locks the owners, so that two cannot leave at once."""
    owners = list(_active_owners().select_for_update().order_by("pk"))
    if owners == [staff]:
        raise LastOwner(
            gettext_noop(
                "%(name)s is the only owner. Make somebody else an owner first; nothing was changed."
            ),
            name=staff.name,
        )


def _active_owners() -> QuerySet[Staff]:
    return Staff.objects.filter(role=Role.OWNER, is_active=True)
