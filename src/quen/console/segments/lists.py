"""Fixed lists: begun from a text or a file, added to from a selection of customers, taken off again."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.bulk import chosen_customers
from quen.console.people.filters import tidy_query
from quen.console.segments.one import seen_segment
from quen.console.templatetags.written import number
from quen.kernel.errors import QuenError
from quen.segments.fixed_list import Recognised, put_on_list, recognise_all, take_off_list, words_of
from quen.segments.list_file import EXCEL, TEXT, words_in
from quen.segments.models import Segment
from quen.segments.save import LONGEST_DESCRIPTION, LONGEST_NAME, make_segment
from quen.shops.roles import Permission

LARGEST_FILE = 5 * 1024 * 1024
UNKNOWN_SHOWN = 10


class NamesForm(forms.Form):
    """Who is meant: typed, pasted, or in a file."""

    names = forms.CharField(
        label=gettext_lazy("Phones, e-mails, cards or codes"), required=False, max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=gettext_lazy("One on each line, or a column out of Excel."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a file"), required=False,
        help_text=gettext_lazy(
            "Excel, CSV or text, at most 5 MB. Columns such as Phone, E-mail, Card or Code say who is meant."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join((*EXCEL, *TEXT))}),
    )  # fmt: skip

    def clean_file(self) -> list[str]:
        """What the file names."""
        sent: UploadedFile[Any] | None = self.cleaned_data["file"]
        if sent is None:
            return []
        ending = Path(str(sent.name)).suffix.lower()
        if ending not in (*EXCEL, *TEXT):
            raise forms.ValidationError(_("Choose an Excel, CSV or text file."))
        if (sent.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it into several."))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"names{ending}"
            path.write_bytes(sent.read())
            try:
                return words_in(path)
            except QuenError as refused:
                raise forms.ValidationError(refused.sentence.render(_)) from refused

    def recognised(self) -> Recognised:
        """The customers it names. Raises ListTooLong."""
        typed = words_of(self.cleaned_data["names"])
        return recognise_all(list(dict.fromkeys([*typed, *self.cleaned_data["file"]])))


class NewListForm(NamesForm):
    """A list with its name."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    description = forms.CharField(
        label=gettext_lazy("Description"), required=False, max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_shared = forms.BooleanField(label=gettext_lazy("Everybody may see it"), required=False, initial=True)
    field_order = ("name", "description", "names", "file", "is_shared")


@needs(Permission.MANAGE_SEGMENTS)
@require_http_methods(["GET", "POST"])
def new_list(request: StaffRequest) -> HttpResponse:
    """Begin a fixed list."""
    form = NewListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said, by, at = form.cleaned_data, actor(request), timezone.now()
        try:
            who = form.recognised()
            segment = make_segment(
                name=said["name"],
                description=said["description"],
                is_shared=said["is_shared"],
                rule=None,
                by=by,
                at=at,
            )
            put_on_list(key=segment.key, customers=who.customers, by=by, at=at)
        except QuenError as refused:
            form.add_error(None, refused.sentence.render(_))
        else:
            _say(request, segment, len(who.customers), who)
            return redirect("console:segments:show", segment.key)
    context = {"form": form, "back": reverse("console:segments:index")}
    return render(request, "console/segments/new_list.html", context, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_SEGMENTS)
@require_http_methods(["GET", "POST"])
def names(request: StaffRequest, key: str) -> HttpResponse:
    """Put customers on a list, or take them off, by what they are known by."""
    segment = seen_segment(request, key)
    form = NamesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        is_removal = request.POST.get("what") == "remove"
        try:
            who = form.recognised()
            change = take_off_list if is_removal else put_on_list
            changed = change(key=key, customers=who.customers, by=actor(request), at=timezone.now())
        except QuenError as refused:
            form.add_error(None, refused.sentence.render(_))
        else:
            _say(request, segment, changed, who, is_removal=is_removal)
            return redirect("console:segments:show", key)
    context = {"form": form, "segment": segment, "back": reverse("console:segments:show", args=[key])}
    return render(request, "console/segments/names.html", context, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_SEGMENTS)
@require_POST
def put_chosen(request: StaffRequest) -> HttpResponse:
    """Put the customers chosen on their list, or all of them it found, on a fixed list."""
    query = tidy_query(QueryDict(request.POST.get("query", "")))
    segment = seen_segment(request, request.POST.get("list", ""))
    try:
        customers = chosen_customers(request, query)
        changed = put_on_list(key=segment.key, customers=customers, by=actor(request), at=timezone.now())
    except QuenError as refused:
        messages.error(request, refused.sentence.render(_))
    else:
        _say(request, segment, changed, Recognised(customers, ()))
    return redirect(reverse("console:people:list") + (f"?{query}" if query else ""))


def _say(
    request: StaffRequest, segment: Segment, changed: int, who: Recognised, *, is_removal: bool = False
) -> None:
    words = ngettext(
        "%(count)s customer was put on %(name)s.", "%(count)s customers were put on %(name)s.", changed
    )
    if is_removal:
        words = ngettext(
            "%(count)s customer is no longer on %(name)s.",
            "%(count)s customers are no longer on %(name)s.",
            changed,
        )
    facts: dict[str, Any] = {"count": number(changed), "name": segment}
    messages.success(request, words % facts)
    if who.unknown:
        unknown = _("Nobody is known by %(count)s of the entries: %(some)s")
        some = ", ".join(who.unknown[:UNKNOWN_SHOWN]) + (" …" if len(who.unknown) > UNKNOWN_SHOWN else "")
        messages.warning(request, unknown % {"count": number(len(who.unknown)), "some": some})
