"""Change who a colleague is, what she may do and where; close her account and open it again."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.shops.history import change, remember
from quen.shops.invite import new_password
from quen.shops.models import Staff, Store
from quen.shops.owners import refuse_unless_owner, refuse_without_owner
from quen.shops.roles import Role


@transaction.atomic
def change_staff(*, staff_id: int, name: str, role: Role, stores: Collection[Store], by: Actor) -> Staff:
    """Write name, role and stores (none means all). Raises OnlyOwners, LastOwner."""
    staff = _locked(staff_id)
    if Role.OWNER in (staff.role, role):
        refuse_unless_owner(by)
    if staff.role == Role.OWNER and role != Role.OWNER and staff.is_active:
        refuse_without_owner(staff)
    change(staff, {"name": tidy(name), "role": role.value}, of=f"staff.{staff.pk}", by=by)
    before = sorted(staff.stores.values_list("name", flat=True))
    after = sorted(store.name for store in stores)
    if before != after:
        staff.stores.set(stores)
        remember({"stores": (before, after)}, of=f"staff.{staff.pk}", by=by)
    return staff


@transaction.atomic
def deactivate(*, staff_id: int, by: Actor) -> Staff:
    """Close the account: its sessions end with the next page. Raises OnlyOwners, LastOwner."""
    staff = _locked(staff_id)
    if staff.role == Role.OWNER:
        refuse_unless_owner(by)
        refuse_without_owner(staff)
    change(staff, {"is_active": False}, of=f"staff.{staff.pk}", by=by)
    return staff


@transaction.atomic
def reactivate(*, staff_id: int, by: Actor) -> Staff:
    """Open the account again, with the password it had. Raises OnlyOwners."""
    staff = _locked(staff_id)
    if staff.role == Role.OWNER:
        refuse_unless_owner(by)
    change(staff, {"is_active": True}, of=f"staff.{staff.pk}", by=by)
    return staff


@transaction.atomic
def renew_password(*, staff_id: int, by: Actor) -> str:
    """A new generated password for who forgot hers; sessions with the old one end. Raises OnlyOwners."""
    staff = _locked(staff_id)
    if staff.role == Role.OWNER:
        refuse_unless_owner(by)
    password = new_password()
    staff.set_password(password)
    staff.save(update_fields=["password"])
    remember({"password": (None, None)}, of=f"staff.{staff.pk}", by=by)
    return password


def _locked(staff_id: int) -> Staff:
    """The person, held together with all active owners in one order: two owners who change each other at once wait."""
    together = Staff.objects.filter(Q(pk=staff_id) | Q(role=Role.OWNER, is_active=True))
    list(together.select_for_update().order_by("pk"))
    return Staff.objects.get(pk=staff_id)
