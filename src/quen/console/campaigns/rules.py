"""What counts for all campaigns."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.campaigns.settings import campaign_settings, change_campaign_settings
from quen.console.access import StaffRequest, actor, needs
from quen.console.campaigns.forms import CampaignRulesForm
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest) -> HttpResponse:
    """The size from which two decide, the holdout that is proposed, and what is assumed of effects."""
    known = campaign_settings()
    form = CampaignRulesForm(
        request.POST or None,
        initial={name: getattr(known, name) for name in CampaignRulesForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_campaign_settings(by=actor(request), **form.cleaned_data)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("The rules were saved."))
            return redirect("console:campaigns:index")
    return render(request, "console/campaigns/rules.html", {"form": form}, status=422 if form.errors else 200)
