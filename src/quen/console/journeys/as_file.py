"""A journey as a file: written, changed, and taken along."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.journeys.from_file import read_journey
from quen.journeys.models import Journey
from quen.journeys.reads import newest, plan_of
from quen.journeys.ready import ready_made
from quen.journeys.save import change_journey, make_journey
from quen.journeys.yaml_text import LARGEST_TEXT, dump
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission

LARGEST_FILE = 4 * LARGEST_TEXT
"""In bytes, of which a sign has at most four."""


class FileForm(forms.Form):
    """The text, or a file with it."""

    file = forms.FileField(
        label=gettext_lazy("A file"), required=False, max_length=200,
        help_text=gettext_lazy("Its text takes the place of what stands below."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.txt"}),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("The journey as YAML"), max_length=LARGEST_TEXT, strip=False, required=False,
        widget=forms.Textarea(attrs={"rows": 28, "class": "code-input", "spellcheck": "false", "wrap": "off"}),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["text"].widget.attrs["placeholder"] = _example()

    def clean_file(self) -> str:
        """What the file says."""
        sent: UploadedFile[Any] | None = self.cleaned_data["file"]
        if sent is None:
            return ""
        if (sent.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large for a journey."))
        try:
            return str(sent.read(), "utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is no text. Save it as UTF-8.")) from error

    def clean(self) -> dict[str, Any]:
        """The file's text is put where it can be mended."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("file"):
            cleaned["text"] = cleaned["file"]
            self.data = {**self.data, "text": cleaned["file"]}
        elif not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("text", _("Paste the journey, or choose a file."))
        return cleaned

    def refuse(self, error: QuenError) -> None:
        """Every mistake, one below the other."""
        self.add_error("text", [sentence.render(_) for sentence in error.sentences])


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A journey from a file."""
    return _edited(request, None)


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Another version of it."""
    return _edited(request, get_object_or_404(Journey, pk=journey_id))


@needs(Permission.SEE_OUTREACH)
@require_GET
def download(_request: StaffRequest, journey_id: int) -> HttpResponse:
    """Its newest version."""
    journey = get_object_or_404(Journey, pk=journey_id)
    answer = HttpResponse(dump(plan_of(newest(journey))), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{journey.key}.yaml"'
    return answer


def _example() -> str:
    """How a file looks: the first of the ready-made ones."""
    return dump(next(iter(ready_made(get_language() or "").values())))


def _edited(request: StaffRequest, journey: Journey | None) -> HttpResponse:
    kept = dump(plan_of(newest(journey))) if journey else ""
    form = FileForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"text": kept},
    )
    if request.method == "POST" and form.is_valid():
        now, by = timezone.now(), actor(request)
        try:
            plan = read_journey(form.cleaned_data["text"])
            if journey is None:
                journey = make_journey(plan=plan, at=now, by=by)
            else:
                journey = change_journey(journey=journey.pk, plan=plan, at=now, by=by)
        except QuenError as error:
            form.refuse(error)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": journey.name})
            return redirect("console:journeys:show", journey_id=journey.pk)
    context = {"form": form, "journey": journey}
    return render(request, "console/journeys/file.html", context, status=422 if form.errors else 200)
