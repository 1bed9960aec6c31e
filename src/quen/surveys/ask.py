"""Ask a customer: her own link, made once for a key."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.purchases.models import Purchase
from quen.surveys.errors import BadSurvey
from quen.surveys.events import SurveyAsked
from quen.surveys.find import open_survey
from quen.surveys.links import OfInvitation, token_of
from quen.surveys.models import Audience, Invitation, Way
from quen.surveys.products import last_purchase_of, product_of

LASTS = timedelta(days=30)
"""How long a personal link can be answered: a memory of a visit is not older."""


@transaction.atomic
def ask(
    *, survey: int, customer: int, way: Way, key: str, at: datetime, by: Actor, purchase: int | None = None,
    store: int | None = None, source_kind: str = "", source_id: int | None = None, product: int | None = None,
) -> Invitation:  # fmt: skip
    """Her invitation; the same key gives the one of before, and nothing is told again.

    What it is about may be a purchase (its store is taken) or something else by its source: ``ticket`` 7. A survey
    about a product asks of `product`, else of one of the purchase, else of one she bought last. Raises NoSuchSurvey,
    SurveyClosed, NoSuchCustomer, BadSurvey.
    """
    if (made := Invitation.objects.filter(key=key).first()) is not None:
        return made
    row = open_survey(survey)
    if row.audience != Audience.CUSTOMERS:
        raise BadSurvey(gettext_noop("This survey is for staff."))
    root = root_of(customer)
    if row.is_of_product and product is None:
        purchase = purchase or last_purchase_of(root.pk)
        product = product_of(purchase) if purchase else None
        if product is None:
            raise BadSurvey(gettext_noop("There is no product to ask about: none stands on the purchase."))
    if purchase is not None and store is None:
        store = Purchase.objects.filter(pk=purchase).values_list("store", flat=True).first()
    invitation = Invitation(
        survey=row, customer=root, way=way, purchase_id=purchase, product_id=product, store_id=store,
        source_kind=source_kind, source_id=source_id, key=key, asked_at=at, ends_at=at + LASTS, asked_by=str(by),
    )  # fmt: skip
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:  # another asked with the same key at the same moment
        return Invitation.objects.get(key=key)
    emit(
        SurveyAsked(
            at=at, by=by, customer=root.pk, store=store, subject=invitation.pk, survey=row.name, way=way.value
        )
    )
    return invitation


def link_to(invitation: Invitation) -> str:
    """The path of her link; the caller puts the shop's address before it."""
    return f"/m/s/{token_of(OfInvitation(invitation.pk))}/"
