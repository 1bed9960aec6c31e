"""Write a campaign, change a draft, take an earlier one as the beginning of a new one."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.campaigns.models import Campaign, CampaignState
from quen.campaigns.plan import change_campaign, delete_draft, make_campaign, plan_of
from quen.campaigns.settings import campaign_settings
from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.campaigns.forms import CampaignForm
from quen.console.campaigns.holding import LIVE
from quen.kernel.errors import QuenError
from quen.messages.models import Template
from quen.shops.roles import Permission


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new draft."""
    return _edited(request, None)


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """Change a draft."""
    return _edited(request, get_object_or_404(Campaign, pk=campaign_id, state=CampaignState.DRAFT))


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def again(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """A new draft that says the same, without its dates."""
    get_object_or_404(Campaign, pk=campaign_id)
    plan = plan_of(campaign_id)
    try:
        copy = make_campaign(
            replace(plan, starts_at=None, ends_on=None), at=timezone.now(), by=actor(request)
        )
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:campaigns:show", campaign_id=campaign_id)
    return redirect("console:campaigns:edit", campaign_id=copy.pk)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def delete(request: StaffRequest, campaign_id: int) -> HttpResponse:
    """Throw a draft away."""
    get_object_or_404(Campaign, pk=campaign_id)
    try:
        delete_draft(campaign=campaign_id, by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:campaigns:show", campaign_id=campaign_id)
    messages.success(request, _("The draft is gone."))
    return redirect("console:campaigns:index")


def _edited(request: StaffRequest, row: Campaign | None) -> HttpResponse:
    form = CampaignForm(
        request.POST or None, row=row, currency=currency_of(request), staff=actor(request),
        holdout_percent=campaign_settings().holdout_percent,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        now, by = timezone.now(), actor(request)
        try:
            if row is None:
                row = make_campaign(form.plan(), at=now, by=by)
            else:
                row = change_campaign(form.plan(), campaign=row.pk, at=now, by=by)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": row.name})
            return redirect("console:campaigns:show", campaign_id=row.pk)
    has_templates = Template.objects.filter(archived_at=None).exists()
    context = {"form": form, "row": row, "has_templates": has_templates, "live": LIVE}
    return render(request, "console/campaigns/edit.html", context, status=422 if form.errors else 200)
