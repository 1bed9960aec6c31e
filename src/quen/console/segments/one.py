"""One segment: what it says, how large it is and was, its versions; and what can be done with it."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.charts import Figure, Lines, Series
from quen.console.people.authors import names_of
from quen.console.segments.views import lines_of
from quen.console.templatetags.written import number
from quen.kernel.errors import QuenError
from quen.segments.archive import archive_segment, follow_segment, restore_segment
from quen.segments.describe import describe
from quen.segments.models import Listed, Segment, SegmentCount, SegmentKind, SegmentVersion
from quen.segments.reads import rule_of, seen_by
from quen.shops.roles import Permission

DAYS_SHOWN = 90
VERSIONS_SHOWN = 20


def seen_segment(request: StaffRequest, key: str) -> Segment:
    """The segment with this key, where the person may see it; 404 otherwise."""
    found = seen_by(actor(request)).filter(key=key).first()
    if found is None:
        raise Http404
    return found


@needs(Permission.SEE_SEGMENTS)
@require_GET
def show(request: StaffRequest, key: str) -> HttpResponse:
    """Its sentence, its size and trend, and who changed what."""
    segment = seen_segment(request, key)
    [line] = lines_of([segment], today=timezone.localdate())
    versions = list(segment.versions.order_by("-number")[:VERSIONS_SHOWN])
    authors = names_of(version.changed_by for version in versions)
    context = {
        "segment": segment,
        "line": line,
        "sentence": describe(rule_of(segment)) if segment.kind == SegmentKind.RULE else "",
        "listed": Listed.objects.filter(segment=key).count() if segment.kind == SegmentKind.LIST else None,
        "figure": _trend(segment),
        "versions": [(version, authors[version.changed_by], _what_changed(versions, place))
                     for place, version in enumerate(versions)],
        "is_waiting": segment.is_kept and segment.filled_version != segment.version,
    }  # fmt: skip
    return render(request, "console/segments/show.html", context)


@needs(Permission.MANAGE_SEGMENTS)
@require_POST
def archive(request: StaffRequest, key: str) -> HttpResponse:
    """Put it away."""
    return _done(
        request, key, lambda: archive_segment(key=key, by=actor(request), at=timezone.now()), _("Archived.")
    )


@needs(Permission.MANAGE_SEGMENTS)
@require_POST
def restore(request: StaffRequest, key: str) -> HttpResponse:
    """Bring it back."""
    return _done(
        request,
        key,
        lambda: restore_segment(key=key, by=actor(request), at=timezone.now()),
        _("Brought back."),
    )


@needs(Permission.MANAGE_SEGMENTS)
@require_POST
def follow(request: StaffRequest, key: str) -> HttpResponse:
    """Keep who is in a ready-made segment, or no longer."""
    wanted = request.POST.get("follow") == "yes"
    words = (
        _("Who comes and goes is kept from now on, and the programme can name it.")
        if wanted
        else _("No longer followed.")
    )
    return _done(
        request, key,
        lambda: follow_segment(key=key, is_followed=wanted, by=actor(request), at=timezone.now()), words,
    )  # fmt: skip


def _done(request: StaffRequest, key: str, verb: Callable[[], object], words: str) -> HttpResponse:
    seen_segment(request, key)
    try:
        verb()
    except QuenError as refused:
        messages.error(request, refused.sentence.render(_))
    else:
        messages.success(request, words)
    return redirect("console:segments:show", key)


def _what_changed(versions: Sequence[SegmentVersion], place: int) -> str:
    """What a version changed, against the one before; the first one, and the oldest shown, say nothing."""
    if place + 1 >= len(versions):
        return _("first version") if versions[place].number == 1 else ""
    now, before = versions[place], versions[place + 1]
    changed = [
        words
        for is_changed, words in (
            (now.name != before.name, _("name")),
            (now.description != before.description, _("description")),
            (now.rule != before.rule, _("rule")),
        )
        if is_changed
    ]
    return ", ".join(changed) or _("who may see it")


def _trend(segment: Segment) -> Figure | None:
    """The size by day; None before there are two days to compare."""
    since = timezone.localdate() - timedelta(days=DAYS_SHOWN)
    counts = list(SegmentCount.objects.filter(segment=segment, day__gte=since).order_by("day"))
    if len(counts) < 2:
        return None
    first, last = counts[0], counts[-1]
    grown = last.customers - first.customers
    words = (
        _("%(count)s customers more than on %(day)s") if grown > 0
        else _("%(count)s customers fewer than on %(day)s") if grown < 0
        else _("As many customers as on %(day)s")
    )  # fmt: skip
    return Figure(
        title=words % {"count": number(abs(grown)), "day": f"{first.day:%d/%m/%Y}"},
        chart=Lines(
            [f"{one.day:%d/%m}" for one in counts],
            [Series(_("Customers"), [one.customers for one in counts])],
        ),
        headings=(_("Day"), _("Customers")),
        rows=[(f"{one.day:%d/%m/%Y}", number(one.customers)) for one in counts],
        height_rem=14,
    )
