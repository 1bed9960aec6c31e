"""The templates: all of them, and one written while it is shown as a customer would read it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.outreach.draft import shown
from quen.console.outreach.forms import TextForm
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.channels.registry import PORTS
from quen.messages.fact_names import KNOWN
from quen.messages.models import Template, TemplateVersion
from quen.messages.sms_length import without_marks
from quen.messages.templates import (
    archive_template,
    change_template,
    make_template,
    restore_template,
)
from quen.shops.roles import Permission

ROWS = 30
CHANNELS = tuple(PORTS)
"""What templates are written for here."""


@needs(Permission.SEE_OUTREACH)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """All templates; those put away behind a filter."""
    search, channel = request.GET.get("q", "").strip()[:60], request.GET.get("channel", "")
    is_away = request.GET.get("state") == "away"
    rows = Template.objects.filter(archived_at__isnull=not is_away).order_by("name", "pk")
    if search:
        rows = rows.filter(name__icontains=search)
    if channel in Channel.values:
        rows = rows.filter(channel=channel)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "counted": page.paginator.count,
        "search": search,
        "channel": channel,
        "is_away": is_away,
        "channels": [(each.value, each.label) for each in CHANNELS],
    }
    return render(request, "console/outreach/templates.html", context)


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, channel: str) -> HttpResponse:
    """A new template for a channel; asked with `?preview`, only how it reads so far."""
    if channel not in CHANNELS:
        raise Http404
    return _edited(request, Channel(channel), None)


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, template_id: int) -> HttpResponse:
    """Change one; what was sent keeps the version it was sent with."""
    newest = TemplateVersion.objects.select_related("template").filter(number=F("template__version"))
    version = get_object_or_404(newest, template=template_id)
    return _edited(request, Channel(version.template.channel), version)


@needs(Permission.MANAGE_OUTREACH)
@require_POST
def switch(request: StaffRequest, template_id: int) -> HttpResponse:
    """Put it away, or take it out again."""
    template = get_object_or_404(Template, pk=template_id)
    try:
        if template.archived_at is None:
            archive_template(template=template.pk, at=timezone.now(), by=actor(request))
            messages.success(request, _("“%(name)s” was put away.") % {"name": template.name})
        else:
            restore_template(template=template.pk, by=actor(request))
            messages.success(request, _("“%(name)s” is back.") % {"name": template.name})
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    return redirect("console:outreach:templates")


def _edited(request: StaffRequest, channel: Channel, version: TemplateVersion | None) -> HttpResponse:
    form = TextForm(_typed(request), channel=channel, version=version)
    is_asking = "preview" in request.GET
    if request.method == "POST" and not is_asking and "plain" not in request.POST and form.is_valid():
        try:
            kept = _keep(request, form, channel, version)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("console:outreach:template", template_id=kept.pk)
    asked_as = (request.POST.get("as") or request.GET.get("as") or "").strip()[:100]
    context = {
        "form": form,
        "channel": channel,
        "version": version,
        "draft": shown(form, channel, version, asked_as=asked_as, at=timezone.now()),
        "asked_as": asked_as,
        "facts": [(name, fact.label) for name, fact in KNOWN.items()],
    }
    template = "_preview.html" if is_asking else "template.html"
    status = 422 if form.is_bound and form.errors and not is_asking else 200
    return render(request, f"console/outreach/{template}", context, status=status)


def _typed(request: StaffRequest) -> object:
    """What was typed; without its diacritics where that was asked for."""
    if request.method != "POST":
        return None
    if "plain" not in request.POST:
        return request.POST
    typed = request.POST.copy()
    typed["body"] = without_marks(typed.get("body", ""))
    return typed


def _keep(
    request: StaffRequest, form: TextForm, channel: Channel, version: TemplateVersion | None
) -> Template:
    now, by, typed = timezone.now(), actor(request), form.cleaned_data
    if version is None:
        return make_template(
            name=typed["name"], channel=channel, purpose=MessagePurpose(typed["purpose"]),
            language=typed["language"], said=form.said(), at=now, by=by,
        )  # fmt: skip
    changed = change_template(
        template=version.template_id, name=typed["name"], said=form.said(), at=now, by=by
    )
    return changed.template
