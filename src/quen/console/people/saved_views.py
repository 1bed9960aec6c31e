"""Lists kept under a name."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, needs
from quen.console.people import undo
from quen.console.people.filters import tidy_query
from quen.kernel.errors import QuenError
from quen.people import save_view as verbs
from quen.shops.roles import Permission


@needs(Permission.SEE_CUSTOMERS)
@require_POST
def save_view(request: StaffRequest) -> HttpResponse:
    """Keep the list as it is filtered now."""
    query = tidy_query(QueryDict(request.POST.get("query", "")))
    is_shared = "is_shared" in request.POST
    try:
        view = verbs.save_view(
            staff=request.user, name=request.POST.get("name", ""), query=query, is_shared=is_shared
        )
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, _("The list %(name)s was saved.") % {"name": view.name})
    return redirect(f"{reverse('console:people:list')}?{query}".rstrip("?"))


@needs(Permission.SEE_CUSTOMERS)
@require_POST
def delete_view(request: StaffRequest, view_id: int) -> HttpResponse:
    """Forget one of one's own lists. No customer is touched."""
    try:
        view = verbs.delete_view(staff=request.user, view=view_id)
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:people:list")
    kept = {"name": view.name, "query": view.query} | ({"is_shared": "on"} if view.is_shared else {})
    words = _("The list %(name)s was deleted.") % {"name": view.name}
    undo.say_with_undo(request, words, address=reverse("console:people:save_view"), fields=kept)
    return redirect("console:people:list")
