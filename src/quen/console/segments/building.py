"""Build a rule: the form answers every change with how many customers it holds, who some are, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.people.listing import Row, rows_of
from quen.console.segments.one import seen_segment
from quen.console.segments.tree import DraftGroup, kept_tree, rule_json, sent_tree
from quen.insight.models import CustomerSummary
from quen.kernel.errors import QuenError
from quen.segments.conditions.registry import KNOWN
from quen.segments.count import Counted, count_and_name
from quen.segments.describe import describe
from quen.segments.models import Segment, SegmentKind
from quen.segments.reads import scope_now
from quen.segments.rules import from_json
from quen.segments.save import LONGEST_DESCRIPTION, LONGEST_NAME, change_segment, make_segment
from quen.shops.roles import Permission

EXAMPLES = 10


class HeadForm(forms.Form):
    """What the segment is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    description = forms.CharField(
        label=gettext_lazy("Description"), required=False, max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_shared = forms.BooleanField(label=gettext_lazy("Everybody may see it"), required=False, initial=True)


@dataclass(frozen=True)
class Found:
    """What the rule holds as far as it is complete. `complaint` says why it cannot be counted."""

    sentence: str = ""
    counted: Counted | None = None
    rows: Sequence[Row] = ()
    incomplete: int = 0
    complaint: str = ""


@needs(Permission.MANAGE_SEGMENTS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new segment; ``?copy=key`` begins with the rule of another."""
    copied = seen_segment(request, request.GET["copy"]) if "copy" in request.GET else None
    return _building(request, kept=copied, changes=None)


@needs(Permission.MANAGE_SEGMENTS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, key: str) -> HttpResponse:
    """Change a segment of one's own or a shared one; what it said before is kept as a version."""
    segment = seen_segment(request, key)
    if segment.is_ready_made or (segment.kind == SegmentKind.LIST and "found" in request.GET):
        raise Http404
    return _building(request, kept=segment, changes=segment)


def _building(request: StaffRequest, *, kept: Segment | None, changes: Segment | None) -> HttpResponse:
    currency = currency_of(request)
    if request.method != "POST":
        tree = kept_tree(kept.rule, currency=currency) if kept and kept.rule else DraftGroup("r")
        head = HeadForm(initial=_said(kept, is_copy=changes is None) if kept else None)
        return _page(request, head, tree, found=_found(kept.rule if kept else None), changes=changes)
    tree = sent_tree(request.POST, currency=currency)
    rule, incomplete = rule_json(tree)
    if "found" in request.GET:
        return render(request, "console/segments/_found.html", {"found": _found(rule, incomplete)})
    head = HeadForm(request.POST)
    if "rule" in request.GET or request.POST.get("do"):
        head = HeadForm(initial=request.POST.dict())
        for condition in tree.conditions():
            condition.hush()
        return _page(request, head, tree, found=_found(rule, incomplete), changes=changes)
    return _saved(request, head, tree, rule, incomplete, changes)


def _saved(
    request: StaffRequest, head: HeadForm, tree: DraftGroup, rule: dict[str, Any] | None, incomplete: int,
    changes: Segment | None,
) -> HttpResponse:  # fmt: skip
    if head.is_valid() and not incomplete:
        by, at = actor(request), timezone.now()
        try:
            read = from_json(rule or {"all": []}, KNOWN)
            if changes:
                segment = change_segment(key=changes.key, rule=read, by=by, at=at, **head.cleaned_data)
            else:
                segment = make_segment(rule=read, by=by, at=at, **head.cleaned_data)
        except QuenError as refused:
            head.add_error(None, refused.sentence.render(_))
        else:
            messages.success(request, _("The segment %(name)s is kept.") % {"name": segment.name})
            return redirect("console:segments:show", segment.key)
    return _page(request, head, tree, found=_found(rule, incomplete), changes=changes, status=422)


def _page(
    request: StaffRequest, head: HeadForm, tree: DraftGroup, *, found: Found, changes: Segment | None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "head": head,
        "tree": tree,
        "found": found,
        "segment": changes,
        "back": reverse("console:segments:show", args=[changes.key])
        if changes
        else reverse("console:segments:index"),
    }
    is_part = "rule" in request.GET and request.headers.get("HX-Request-Type") == "partial"
    template = "console/segments/_rule.html" if is_part else "console/segments/edit.html"
    return render(request, template, context | {"is_part": is_part}, status=status)


def _found(rule: dict[str, Any] | None, incomplete: int = 0) -> Found:
    if rule is None:
        return Found(incomplete=incomplete)
    try:
        read, scope = from_json(rule, KNOWN), scope_now(today=timezone.localdate())
        counted, some = count_and_name(read, scope, most=EXAMPLES)
    except QuenError as refused:
        return Found(incomplete=incomplete, complaint=refused.sentence.render(_))
    rows = rows_of(CustomerSummary.objects.filter(customer__in=some).order_by("-revenue_minor"))
    return Found(describe(read), counted, rows, incomplete)


def _said(segment: Segment, *, is_copy: bool) -> dict[str, Any]:
    name = _("Copy of %(name)s") % {"name": segment.shown_name} if is_copy else segment.name
    return {"name": name, "description": segment.description, "is_shared": segment.is_shared}
