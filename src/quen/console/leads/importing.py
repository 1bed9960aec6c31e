"""Leads from a file."""

import tempfile
from pathlib import Path

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.kernel.errors import QuenError
from quen.leads.import_file import Imported, import_leads
from quen.leads.models import LeadSource
from quen.shops.roles import Permission

_MOST_BYTES = 5_000_000
_ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls")


class FileForm(forms.Form):
    """The file, and where its people come from."""

    source = forms.ChoiceField(
        label=gettext_lazy("How they came"), choices=LeadSource.choices, initial="import"
    )
    file = forms.FileField(
        label=gettext_lazy("CSV or Excel file"),
        help_text=gettext_lazy(
            "With columns Name, Phone, E-mail, Note and Store; at most 1,000 rows and 5 MB."
        ),
    )

    def ending(self) -> str:
        """How the file's name ends, where we can read that; empty otherwise."""
        ending = Path(str(self.cleaned_data["file"].name)).suffix.lower()
        return ending if ending in _ENDINGS else ""


@needs(Permission.IMPORT_FILES)
@require_http_methods(["GET", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    """Read it row by row, and say what became of each."""
    form, imported = FileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        if not form.ending() or form.cleaned_data["file"].size > _MOST_BYTES:
            form.add_error("file", _("Choose a CSV or Excel file of at most 5 MB."))
        else:
            try:
                imported = _imported(request, form)
            except QuenError as error:
                form.add_error("file", error.sentence.render(_))
    rows = [(place, sentence.render(_)) for place, sentence in imported.why] if imported else []
    context = {"form": form, "imported": imported, "rows": rows}
    return render(request, "console/leads/import.html", context, status=422 if form.errors else 200)


def _imported(request: StaffRequest, form: FileForm) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"leads{form.ending()}"
        with path.open("wb") as target:
            for chunk in form.cleaned_data["file"].chunks():
                target.write(chunk)
        return import_leads(
            path, source=LeadSource(form.cleaned_data["source"]), at=timezone.now(), by=actor(request),
            owner=request.user.pk,
        )  # fmt: skip
