"""What a customer is recognised by."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.console.people.forms import IdentityForm
from quen.console.people.undo import say_with_undo
from quen.kernel.errors import QuenError
from quen.people import recognise as verbs
from quen.people.errors import IdentityTaken
from quen.people.models import Customer, Identity, IdentityKind
from quen.shops.roles import Permission


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def add_identity(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Recognise her by one thing more; where it is someone else's, offer to compare the two."""
    customer = get_object_or_404(Customer, pk=customer_id)
    form = IdentityForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a kind and write the phone number, address, card or code."))
        return to_profile(customer_id, "identities")
    try:
        known_by = verbs.recognition(
            IdentityKind(form.cleaned_data["identity_kind"]), form.cleaned_data["value"]
        )
        verbs.add_identity(customer=customer, known_by=known_by, by=actor(request), at=timezone.now())
    except IdentityTaken as error:
        messages.error(request, taken_words(error, customer_id))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(
            request, _("Recognised from now on by %(identity)s.") % {"identity": known_by.written}
        )
    return to_profile(customer_id, "identities")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def remove_identity(request: StaffRequest, customer_id: int, identity_id: int) -> HttpResponse:
    """No longer recognise her by it, with an undo."""
    identity = get_object_or_404(Identity.objects.select_related("customer"), pk=identity_id)
    owner = identity.customer
    if customer_id not in (owner.pk, owner.root_id):
        raise Http404
    known_by = verbs.Recognition(IdentityKind(identity.kind), identity.value)
    if attempt(
        request,
        lambda: verbs.remove_identity(
            customer=owner, known_by=known_by, by=actor(request), at=timezone.now()
        ),
        done="",
    ):
        say_with_undo(
            request,
            _("No longer recognised by %(identity)s.") % {"identity": known_by.written},
            address=reverse("console:people:add_identity", args=[owner.pk]),
            fields={"identity_kind": known_by.kind.value, "value": known_by.value},
        )
    return to_profile(customer_id, "identities")


def taken_words(error: IdentityTaken, customer_id: int | None = None) -> str:
    """The refusal, with the way on: the other customer, or the comparison of the two."""
    if customer_id is not None and error.customer == customer_id:
        return error.sentence.render(_)
    if customer_id is None:
        address, words = reverse("console:people:show", args=[error.customer]), _("Open that customer")
    else:
        address = reverse("console:people:merge", args=[customer_id, error.customer])
        words = _("Compare the two")
    return format_html('{} <a href="{}">{}</a>', error.sentence.render(_), address, words)
