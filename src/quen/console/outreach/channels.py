"""The channels: how each is set up, what the rules are, a pause."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.outreach.forms import ChannelForm, RulesForm
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.email.report import has_reports
from quen.messages.channels.registry import PORTS
from quen.messages.channels.sms.ready import READY
from quen.messages.report_token import token_of
from quen.messages.settings import (
    account_of,
    accounts,
    change_limits,
    change_sending,
    connect,
    is_laxer_than_law,
    pause_channel,
    public_url,
    rules_for,
    sending_settings,
)
from quen.shops.roles import Permission


@needs(Permission.SEE_OUTREACH)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All channels there are, with their limits."""
    rows = [
        (account, Channel(account.channel).label, is_laxer_than_law(account))
        for account in accounts()
        if account.channel in PORTS
    ]
    context = {"rows": rows, "general": sending_settings(), "public_url": public_url()}
    return render(request, "console/outreach/channels.html", context)


@needs(Permission.CHANGE_SETTINGS)
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, channel: str) -> HttpResponse:
    """One channel; what is secret is typed and never shown."""
    kind = _known(channel)
    account, port = account_of(kind), PORTS[kind]
    ready = READY.get(request.GET.get("ready", "")) if kind == Channel.SMS else None
    form = ChannelForm(
        request.POST or None, account=account, port=port, start={"gateway": ready.text} if ready else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_limits(channel=kind, by=actor(request), **form.limits())
            connect(channel=kind, settings=form.settings(), secrets=form.secrets(), by=actor(request))
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("%(channel)s was saved.") % {"channel": kind.label})
            return redirect("console:outreach:channels")
    context = {"form": form, "channel": kind, "account": account, "is_lax": is_laxer_than_law(account)}
    if kind == Channel.SMS or (kind == Channel.EMAIL and has_reports(account)):
        context["reports_to"] = request.build_absolute_uri(f"/hooks/{kind}/{token_of(kind)}/")
    if kind == Channel.SMS:
        context |= {
            "lacks_brand_name": not rules_for(kind, MessagePurpose.MARKETING).has_brand_name(timezone.now()),
            "answers_to": request.build_absolute_uri(f"/hooks/{kind}/{token_of(kind)}/in/"),
            "ready_made": [(key, each.name) for key, each in READY.items()],
            "ready": ready and {"name": ready.name, "note": _(ready.note)},
        }
    if kind == Channel.ZALO:
        context["reports_to"] = request.build_absolute_uri("/hooks/zalo/")
    return render(request, "console/outreach/channel.html", context, status=422 if form.errors else 200)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def pause(request: StaffRequest, channel: str) -> HttpResponse:
    """Hand nothing over for now, or go on."""
    kind = _known(channel)
    is_paused = not account_of(kind).is_paused
    pause_channel(channel=kind, is_paused=is_paused, by=actor(request))
    words = (
        _("%(channel)s waits. What is due goes when you go on.") if is_paused else _("%(channel)s goes on.")
    )
    messages.success(request, words % {"channel": kind.label})
    return redirect("console:outreach:channels")


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def rules(request: StaffRequest) -> HttpResponse:
    """What counts for offers on all channels together."""
    form = RulesForm(request.POST or None, row=sending_settings())
    if request.method == "POST" and form.is_valid():
        try:
            change_sending(by=actor(request), **form.cleaned_data)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("The rules were saved."))
            return redirect("console:outreach:channels")
    return render(request, "console/outreach/rules.html", {"form": form}, status=422 if form.errors else 200)


def _known(channel: str) -> Channel:
    if channel not in PORTS:
        raise Http404
    return Channel(channel)
