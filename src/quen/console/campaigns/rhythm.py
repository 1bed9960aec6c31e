"""Let a campaign come round, and end it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from quen.campaigns.models import Campaign
from quen.campaigns.occasions import Feast, Occasion
from quen.campaigns.repeat import MOST_BEFORE, Rhythm, end_repeating, repeat, repetition_of, rhythm_of
from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


class RhythmForm(forms.Form):
    """When it comes round."""

    feast = forms.ChoiceField(label=gettext_lazy("Comes round for"), choices=Feast.choices)
    day = forms.IntegerField(
        label=gettext_lazy("Day"), min_value=1, max_value=31, required=False,
        help_text=gettext_lazy("For a day of your own. A day a month has not is that month's last."),
    )  # fmt: skip
    month = forms.IntegerField(label=gettext_lazy("Month"), min_value=1, max_value=12, required=False)
    days_before = forms.IntegerField(
        label=gettext_lazy("Sent so many days before"), min_value=0, max_value=MOST_BEFORE, initial=0
    )
    hour = forms.IntegerField(
        label=gettext_lazy("At the hour"), min_value=0, max_value=23, initial=9,
        help_text=gettext_lazy("What this hour is too early or too late for waits until it is allowed."),
    )  # fmt: skip

    def rhythm(self) -> Rhythm:
        """What was typed."""
        typed = self.cleaned_data
        feast = Feast(typed["feast"])
        month = 0 if feast == Feast.MONTHLY else typed["month"] or 0
        return Rhythm(Occasion(feast, month, typed["day"] or 0), typed["days_before"], typed["hour"])


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """For which day, how long before, at which hour."""
    row = get_object_or_404(Campaign, pk=campaign_id)
    known = repetition_of(row)
    initial = (
        {name: getattr(known, name) or None for name in ("feast", "day", "month")}
        | {"days_before": known.days_before, "hour": known.hour}
        if known
        else {}
    )
    form = RhythmForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            repeat(campaign=row.pk, rhythm=form.rhythm(), at=now, by=actor(request))
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            day = form.rhythm().next_day(now)
            messages.success(request, _("It comes round, next for %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
            return redirect("console:campaigns:show", campaign_id=row.pk)
    context = {"form": form, "row": row, "is_on": bool(known and known.is_on)}
    return render(request, "console/campaigns/rhythm.html", context, status=422 if form.errors else 200)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def end(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """It does not come round any more."""
    get_object_or_404(Campaign, pk=campaign_id)
    act(
        request, lambda now: end_repeating(campaign=campaign_id, at=now, by=actor(request)),
        done=_("It does not come round any more. What is planned already stays."),
    )  # fmt: skip
    return redirect("console:campaigns:show", campaign_id=campaign_id)


def rhythm_context(row: Campaign) -> dict[str, object]:
    """How it comes round, for its page; the next day where it does. At most two queries."""
    known = repetition_of(row)
    rhythm = rhythm_of(known) if known and known.is_on else None
    day = rhythm.next_day(timezone.now()) if rhythm else None
    return {
        "repetition": known if rhythm else None,
        "next_day": day,
        "next_sent_at": rhythm.sent_at(day) if rhythm and day else None,
        "pattern": row.issue_of.pattern if row.issue_of else None,
    }
