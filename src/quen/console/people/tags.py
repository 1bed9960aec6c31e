"""The tags of one customer."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.console.people.undo import say_with_undo
from quen.kernel.names import tidy
from quen.people import tag as verbs
from quen.people.errors import NoSuchCustomer
from quen.people.find import everyone_in, root_of
from quen.shops.roles import Permission


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def add_tag(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Put one tag on, or several parted by commas."""
    _refuse_stranger(customer_id)
    tags = [word for word in map(tidy, request.POST.get("tag", "").split(",")) if word]
    attempt(
        request,
        lambda: verbs.tag(customers=[customer_id], tags=tags, by=actor(request), at=timezone.now()),
        done=_("Tagged %(tags)s.") % {"tags": ", ".join(tags)},
    )
    return to_profile(customer_id, "tags")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def remove_tag(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Take a tag off the person: also off those merged into her, for it shows as hers."""
    _refuse_stranger(customer_id)
    name = tidy(request.POST.get("tag", ""))
    if attempt(
        request,
        lambda: verbs.untag(
            customers=everyone_in(customer_id), tags=[name], by=actor(request), at=timezone.now()
        ),
        done="",
    ):
        say_with_undo(
            request,
            _("The tag %(tag)s was taken off.") % {"tag": name},
            address=reverse("console:people:add_tag", args=[customer_id]),
            fields={"tag": name},
        )
    return to_profile(customer_id, "tags")


def _refuse_stranger(customer_id: int) -> None:
    try:
        root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
