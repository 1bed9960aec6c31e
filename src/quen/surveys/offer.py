"""What a member is asked on her page, and what a receipt asks."""

from datetime import datetime

from quen.kernel.actor import Actor
from quen.measures.uplift.assign import bucket
from quen.surveys.ask import ask
from quen.surveys.links import OfReceipt, token_of
from quen.surveys.models import AskingRule, Invitation, Occasion, Way
from quen.surveys.products import product_of
from quen.surveys.rest import was_asked_lately


def offered(root: int, *, at: datetime) -> AskingRule | None:
    """The rule under which she may be asked on her member page now, if any; who falls into the sample is drawn
    anew every month."""
    rules = AskingRule.objects.filter(occasion=Occasion.MEMBER_PAGE, is_on=True, survey__closed_at=None)
    for rule in rules.select_related("survey").order_by("pk"):
        drawn = bucket(root, f"survey page {rule.pk} {at:%Y-%m}") < rule.sample_percent / 100
        if drawn and not was_asked_lately(root, days=rule.rest_days, at=at):
            return rule
    return None


def take_up(root: int, *, at: datetime, by: Actor) -> Invitation | None:
    """She wants to answer: her invitation; None where there is nothing to answer any more."""
    rule = offered(root, at=at)
    if rule is None:
        return None
    key = f"page:{rule.pk}:{root}:{at:%Y-%m-%d}"
    return ask(survey=rule.survey_id, customer=root, way=Way.MEMBER_PAGE, key=key, at=at, by=by)


def link_on_receipt(*, purchase: int, store: int) -> str | None:
    """The path the receipt of a purchase asks by; None where no rule asks there. One query, two where
    one asks about a product."""
    rules = AskingRule.objects.filter(occasion=Occasion.RECEIPT, is_on=True, survey__closed_at=None)
    for rule in rules.select_related("survey").order_by("pk"):
        drawn = bucket(purchase, f"survey rule {rule.pk}") < rule.sample_percent / 100
        if rule.store_id not in (None, store) or not drawn:
            continue
        if not rule.survey.is_of_product or product_of(purchase) is not None:
            return f"/m/s/{token_of(OfReceipt(rule.survey_id, purchase))}/"
    return None
