"""What a customer agreed to: her yes and her no, and the history of both."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.console.people.authors import names_of
from quen.console.people.forms import ConsentForm
from quen.people import consent as verbs
from quen.people.errors import NoSuchCustomer
from quen.people.find import everyone_in, root_of
from quen.people.models import Consent, ConsentChannel, Purpose
from quen.shops.roles import Permission


@needs(Permission.EDIT_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def consents(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Write down a yes or a no; below it everything the customer ever said."""
    try:
        root = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _record(request, root.pk, form):
        return to_profile(root.pk, "consent")
    said = list(Consent.objects.filter(customer__in=everyone_in(root.pk)).order_by("-given_at", "-pk"))
    authors = names_of(word.recorded_by for word in said)
    context = {
        "customer": root,
        "form": form,
        "history": [(word, authors[word.recorded_by]) for word in said],
        "in_force": verbs.statements_in_force(said),
        "proofs": [_("At the counter"), _("By telephone"), _("In a message")],
    }
    return render(request, "console/people/consents.html", context, status=422 if form.errors else 200)


def _record(request: StaffRequest, customer: int, form: ConsentForm) -> bool:
    chosen = form.cleaned_data
    record = verbs.give_consent if chosen["answer"] == "yes" else verbs.withdraw_consent
    done = (
        _("The yes was recorded.")
        if chosen["answer"] == "yes"
        else _("The no was recorded. It counts at once.")
    )
    return attempt(
        request,
        lambda: record(
            customer=customer, purpose=Purpose(chosen["purpose"]), channel=ConsentChannel(chosen["channel"]),
            proof=chosen["proof"], by=actor(request), at=timezone.now(),
        ),
        done=done,
    )  # fmt: skip
