"""Which leads a person may see, and how a list of them is narrowed."""

from dataclasses import dataclass

from django.db.models import Exists, Q, QuerySet

from quen.kernel.names import search_key
from quen.leads.models import Lead
from quen.shops.models import Staff


def seen_by(staff: Staff) -> Q:
    """Leads of no store, of her stores, and her own; all for who works at all stores. No query of its own."""
    bound = Staff.stores.through.objects.filter(staff=staff.pk)
    return Q(owner=staff.pk) | Q(store=None) | Q(store__in=bound.values("store")) | ~Q(Exists(bound))


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed; empty and None: not at all."""

    search: str = ""
    state: str = ""
    stage: str = ""
    source: str = ""
    store: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self != Asked()


def found(asked: Asked, *, staff: Staff) -> QuerySet[Lead]:
    """What is asked for of the leads she may see, the newest first."""
    wanted = {"state": asked.state, "stage": asked.stage, "source": asked.source, "store": asked.store}
    rows = Lead.objects.filter(seen_by(staff), **{name: value for name, value in wanted.items() if value})
    if asked.search:
        named = Q(customer__name_key__contains=search_key(asked.search))
        rows = rows.filter(named | Q(wish__icontains=asked.search))
    return rows.select_related("customer__root", "owner", "competitor", "store").order_by("-came_at", "-pk")
