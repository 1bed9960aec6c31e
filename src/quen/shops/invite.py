"""Give a colleague an account."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.errors import EmailTaken
from quen.shops.history import remember
from quen.shops.models import Staff, Store
from quen.shops.owners import refuse_unless_owner
from quen.shops.roles import Role

# No letters or digits that are taken for one another on paper.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 4, 4  # 4 x 4 of 32 characters: 80 bits


@dataclass(frozen=True)
class Invitation:
    """A new account and its first password, which nobody can read again later."""

    staff: Staff
    password: str


@transaction.atomic
def invite(*, name: str, email: str, role: Role, stores: Collection[Store] = (), by: Actor) -> Invitation:
    """Make an account with a generated password. No stores means all stores.

    Raises EmailTaken, and OnlyOwners when someone else wants to make an owner.
    """
    if role == Role.OWNER:
        refuse_unless_owner(by)
    address = email.strip().lower()
    if Staff.objects.filter(email=address).exists():
        raise EmailTaken(
            gettext_noop(
                "%(email)s has an account already. Look under Staff, also among those who were deactivated."
            ),
            email=address,
        )
    password = new_password()
    staff = Staff(name=tidy(name), email=address, role=role)
    staff.set_password(password)
    staff.save()
    staff.stores.set(stores)
    remember({"role": (None, role.value)}, of=f"staff.{staff.pk}", by=by)
    return Invitation(staff, password)


def new_password() -> str:
    """A password that can be read aloud: ``k7mw-2xqd-…``."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)
