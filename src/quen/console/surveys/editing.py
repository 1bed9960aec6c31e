"""Make a survey from a ready-made one, change what it asks, close it and open it again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.surveys.forms import HeadForm, form_typed, question_forms
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission
from quen.surveys.find import form_of, newest_version
from quen.surveys.models import Survey
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import change_survey, close_survey, make_survey, reopen_survey


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def new(request: StaffRequest) -> HttpResponse:
    """Take a ready-made one; what it asks may be changed at once."""
    ready = READY_MADE.get(request.POST.get("ready", ""))
    if ready is None:
        raise Http404
    try:
        survey = make_survey(
            name=str(ready.name),
            form=ready.form,
            audience=ready.audience,
            is_of_product=ready.is_of_product,
            at=timezone.now(),
            by=actor(request),
        )
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:surveys:index")
    messages.success(request, _("The survey can be asked. Print its QR code, or change its words first."))
    return redirect("console:surveys:show", survey.pk)


@needs(Permission.MANAGE_SURVEYS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, survey_id: int) -> HttpResponse:
    """Its name and questions; answers given before keep what they were asked."""
    survey = get_object_or_404(Survey, pk=survey_id)
    before = form_of(newest_version(survey))
    data = request.POST if request.method == "POST" else None
    initial = {
        "name": survey.name,
        "thanks_vi": before.thanks.get("vi"),
        "thanks_en": before.thanks.get("en"),
    }
    head, rows = HeadForm(data, initial=initial), question_forms(data, before)
    is_fine = data is not None and all([head.is_valid(), *(row.is_valid() for row in rows)])
    if is_fine:
        try:
            form = form_typed(head, rows, before)
            change_survey(
                survey=survey.pk,
                name=head.cleaned_data["name"],
                form=form,
                at=timezone.now(),
                by=actor(request),
            )
        except QuenError as error:
            head.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Kept. Whoever is asked from now on sees it so."))
            return redirect("console:surveys:show", survey.pk)
    context = {"survey": survey, "form": head, "rows": rows}
    return render(request, "console/surveys/edit.html", context, status=200 if data is None else 422)


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def close(request: StaffRequest, survey_id: int) -> HttpResponse:
    """Ask nobody any more."""
    act(
        request, lambda now: close_survey(survey=survey_id, at=now, by=actor(request)),
        done=_("Nobody is asked any more. Answers stay, and it can be opened again."),
    )  # fmt: skip
    return redirect("console:surveys:show", survey_id)


@needs(Permission.MANAGE_SURVEYS)
@require_POST
def reopen(request: StaffRequest, survey_id: int) -> HttpResponse:
    """Ask again."""
    act(
        request, lambda now: reopen_survey(survey=survey_id, at=now, by=actor(request)),
        done=_("It is asked again."),
    )  # fmt: skip
    return redirect("console:surveys:show", survey_id)
