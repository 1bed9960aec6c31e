"""Rules that ask by themselves: made, changed, put away."""

from datetime import datetime

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.shops.history import change, remember
from quen.surveys.errors import BadSurvey, NoSuchSurvey
from quen.surveys.find import open_survey
from quen.surveys.models import AskingRule, Audience, Occasion, Way

BY_MESSAGE = (Occasion.PURCHASE, Occasion.PANEL, Occasion.TICKET)
OF_PRODUCT = (Occasion.PURCHASE, Occasion.RECEIPT)
MOST_DELAY_HOURS, MOST_DAYS = 24 * 14, 730


@transaction.atomic
def make_rule(
    *, survey: int, occasion: Occasion, at: datetime, by: Actor, way: Way | None = None, template: int | None = None,
    store: int | None = None, delay_hours: int = 3, sample_percent: int = 100, rest_days: int = 90,
    every_days: int | None = None,
) -> AskingRule:  # fmt: skip
    """Ask so from now on. Raises BadSurvey, NoSuchSurvey, SurveyClosed."""
    row = open_survey(survey)
    if row.audience != Audience.CUSTOMERS:
        raise BadSurvey(gettext_noop("This survey is for staff."))
    if row.is_of_product and occasion not in OF_PRODUCT:
        raise BadSurvey(
            gettext_noop(
                "A survey about one product is asked after a purchase, on its receipt, or by its code."
            )
        )
    if occasion in BY_MESSAGE and (template is None or way is None):
        raise BadSurvey(gettext_noop("Choose the text that carries the link."))
    if not 1 <= sample_percent <= 100:
        raise BadSurvey(gettext_noop("Ask a share of 1 to 100 percent."))
    if not 0 <= delay_hours <= MOST_DELAY_HOURS or not 1 <= rest_days <= MOST_DAYS:
        raise BadSurvey(gettext_noop("Wait at most two weeks, and ask nobody twice within 1 to 730 days."))
    if occasion == Occasion.PANEL and not 7 <= (every_days or 0) <= MOST_DAYS:
        raise BadSurvey(gettext_noop("A panel is asked every 7 to 730 days."))
    rule = AskingRule.objects.create(
        survey=row, occasion=occasion, way=way or "", template=template, store_id=store, delay_hours=delay_hours,
        sample_percent=sample_percent, rest_days=rest_days, made_at=at, made_by=str(by),
        every_days=every_days if occasion == Occasion.PANEL else None,
    )  # fmt: skip
    remember({"rule": (None, occasion.value)}, of=f"survey.{row.pk}", by=by)
    return rule


@transaction.atomic
def switch_rule(*, rule: int, is_on: bool, by: Actor) -> AskingRule:
    """Let a rule ask, or not; who was to be asked by one that is off is not. Raises NoSuchSurvey."""
    row = AskingRule.objects.select_for_update().filter(pk=rule).first()
    if row is None:
        raise NoSuchSurvey(gettext_noop("There is no such rule."))
    change(row, {"is_on": is_on}, of=f"survey.{row.survey_id}.rule.{row.pk}", by=by)
    if not is_on:
        row.due.all().delete()
    return row
