"""The cast of the stories: a small shop everyone knows."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password

from quen.kernel.actor import Actor, ActorKind
from quen.people.models import Customer, Identity, IdentityKind
from quen.shops.models import Business, Staff, Store
from quen.shops.roles import Role

PASSWORD = "ca-phe-sua-da"


@dataclass(frozen=True)
class World:
    """Owner Mai, cashier Tú, customer Lan, one store; a stranger from nowhere is whoever signs in with no account."""

    business: Business
    store: Store
    mai: Staff
    tu: Staff
    lan: Customer

    @property
    def by_mai(self) -> Actor:
        return Actor(ActorKind.STAFF, self.mai.pk)


def build() -> World:
    """Write the cast into the database."""
    business = Business.objects.create(id=1, name="Cà phê Mai")
    store = Store.objects.create(name="Quận 1", key="quan 1")
    lan = Customer.objects.create(name="Nguyễn Thị Lan")
    Identity.objects.create(customer=lan, kind=IdentityKind.PHONE, value="+84912345678")
    return World(
        business=business,
        store=store,
        mai=staff(name="Trần Thị Mai", email="mai@example.com", role=Role.OWNER),
        tu=staff(name="Lê Anh Tú", email="tu@example.com", role=Role.CASHIER),
        lan=lan,
    )


def staff(*, name: str, email: str, role: Role) -> Staff:
    """A person who can sign in with PASSWORD."""
    return Staff.objects.create(name=name, email=email, role=role, password=_hashed())


@cache
def _hashed() -> str:
    """PASSWORD as it is kept; hashing takes half a second, as it must, so it is done once a run."""
    return make_password(PASSWORD)
