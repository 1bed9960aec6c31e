"""Who is asked by a link, and what was answered."""

from datetime import datetime

from django.db.models import QuerySet

from quen.kernel.sentences import gettext_noop
from quen.people.find import group_of
from quen.purchases.models import Purchase
from quen.surveys.answer import STAYS_OPEN, AskedBy, key_of_invitation
from quen.surveys.errors import SurveyLinkRefused
from quen.surveys.find import open_survey
from quen.surveys.links import OfInvitation, OfPoster, OfTablet
from quen.surveys.models import Audience, Invitation, Response, Survey
from quen.surveys.products import name_of, product_of


def asked_survey(asked: AskedBy, *, at: datetime) -> Survey:
    """The survey behind a link, as long as it may be answered. Raises SurveyLinkRefused, SurveyClosed, NoSuchSurvey."""
    if not isinstance(asked, OfInvitation):
        return open_survey(asked.survey)
    row = Invitation.objects.filter(pk=asked.invitation).first()
    if row is None or row.ends_at < at:
        raise SurveyLinkRefused(gettext_noop("This link has run out. Thank you for wanting to tell us."))
    survey = open_survey(row.survey_id)
    if row.is_answered:
        raise SurveyLinkRefused(gettext_noop("This was answered before. Thank you."))
    return survey


def under_way(asked: AskedBy, *, at: datetime) -> Response | None:
    """The answer begun through a personal link, with her name, to which she may still add."""
    if not isinstance(asked, OfInvitation):
        return None
    key = key_of_invitation(asked.invitation)
    return Response.objects.filter(key=key, completed_at=None, answered_at__gte=at - STAYS_OPEN).first()


def asked_product(asked: AskedBy, survey: Survey) -> str:
    """The name of the product a link asks about; empty where it asks about none."""
    if not survey.is_of_product or isinstance(asked, OfTablet):
        return ""
    if isinstance(asked, OfInvitation):
        return name_of(
            Invitation.objects.filter(pk=asked.invitation).values_list("product", flat=True).first()
        )
    return name_of(asked.product if isinstance(asked, OfPoster) else product_of(asked.purchase))


def ways_to_hide(asked: AskedBy, survey: Survey, *, has_card: bool) -> bool:
    """Whether an answer through this link would be kept with a name, so that leaving it out is offered."""
    if survey.is_anonymous:
        return False
    if isinstance(asked, OfPoster | OfTablet):
        return has_card and isinstance(asked, OfPoster)
    if isinstance(asked, OfInvitation):
        return True
    return Purchase.objects.filter(pk=asked.purchase, customer__isnull=False).exists()


def responses_of(root: int) -> QuerySet[Response]:
    """What one customer answered with her name, newest first, read with everyone merged into her."""
    rows = Response.objects.filter(customer__in=group_of(root)).select_related("survey", "product")
    return rows.order_by("-answered_at", "-pk")


def open_surveys(audience: Audience = Audience.CUSTOMERS) -> QuerySet[Survey]:
    """Those that are asked, newest first."""
    return Survey.objects.filter(closed_at=None, audience=audience).order_by("-pk")
