"""What this room keeps about persons."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from quen.flows.models import Answered
from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop
from quen.purchases.models import Purchase

KEPT = (
    Kept(
        model="flows.membersjoined", of=("customer", "root"), called=gettext_noop("What merged members had"),
        tells=("customer", "root", "brought", "had", "joined"), fate=Fate.STAYS,
        plain=("brought", "had", "joined", "full_cards"),
        because=gettext_noop("Numbers only: whose purchases count as whose."),
    ),
    Kept(
        model="flows.erasure", of=("customer",), called=gettext_noop("Asked to be forgotten"),
        tells=("asked_at", "due_on", "erases_at", "state", "ended_at"), fate=Fate.STAYS, plain=("way",),
        because=gettext_noop("That a request came and was met is the proof the law asks for; it names nobody."),
    ),
)  # fmt: skip
NOBODY = frozenset(
    {"flows.answered", "flows.budgetused", "flows.erasuresettings", "flows.judgedreturn", "flows.salesimport"}
)


def erase_more(person: Person) -> None:
    """Answers kept for a repeated request: those about her purchases, and those that name her."""
    about_her = Q(purchase__in=Purchase.objects.filter(customer__in=person.customers).values("pk"))
    for word in person.addresses | {name for name in person.names if name}:
        about_her |= Q(written__contains=word)
    Answered.objects.annotate(written=Cast("answer", TextField())).filter(about_her).delete()
