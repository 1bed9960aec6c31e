"""How customers want messages: the newest word of a person counts, whoever of those merged into her said it.

Each keeps her own row, so that un-merging gives everybody her own wish again. `facts.sql` says the same of a million.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.messages.events import WishesSaid
from quen.messages.models import Title, Wish
from quen.people.find import root_held


def wishes_of(roots: Collection[int]) -> dict[int, Wish]:
    """Person → the wish that counts, where she has said any. One query."""
    said = Wish.objects.filter(Q(pk__in=roots) | Q(customer__root__in=roots)).select_related("customer")
    return {wish.customer.root_id or wish.pk: wish for wish in said.order_by("said_at", "pk")}


@transaction.atomic
def say_wishes(
    *,
    customer: int,
    at: datetime,
    by: Actor,
    most_a_month: int | None = None,
    only_birthdays: bool = False,
    title: Title | str | None = None,
) -> Wish:
    """How she wants offers from now on; `title` None leaves it as it is, empty lets the shop choose."""
    root = root_held(customer)
    before = wishes_of([root]).get(root)
    kept = before.title if before else ""
    row, _is_new = Wish.objects.update_or_create(
        customer_id=root,
        defaults={
            "title": kept if title is None else title, "most_a_month": most_a_month,
            "only_birthdays": only_birthdays, "said_at": at,
        },
    )  # fmt: skip
    emit(
        WishesSaid(
            at=at,
            by=by,
            customer=root,
            title=row.title,
            most_a_month=most_a_month,
            only_birthdays=only_birthdays,
        )
    )
    return row
