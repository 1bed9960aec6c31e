"""Keep a list of customers, with its filters and order, under a name."""

from django.db import IntegrityError, transaction

from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.errors import BadView, NoSuchView, ViewNameTaken
from quen.people.models import SavedView
from quen.shops.models import Staff

MAX_NAME = 80
MAX_QUERY = 1000


def save_view(*, staff: Staff, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep `query` (the list's address after the question mark) under a name. Raises BadView, ViewNameTaken."""
    name = tidy(name)
    if not 0 < len(name) <= MAX_NAME or len(query) > MAX_QUERY:
        raise BadView(
            gettext_noop("Give the view a name of 1 to %(most)s letters, and not too many filters."),
            most=MAX_NAME,
        )
    try:
        with transaction.atomic():
            return SavedView.objects.create(staff=staff, name=name, query=query, is_shared=is_shared)
    except IntegrityError as error:
        raise ViewNameTaken(
            gettext_noop("You have a view called %(name)s already. Choose another name, or delete that one."),
            name=name,
        ) from error


def delete_view(*, staff: Staff, view: int) -> SavedView:
    """Forget a view of one's own; returns it, so that it can be saved again. Raises NoSuchView."""
    with transaction.atomic():
        found = SavedView.objects.select_for_update().filter(pk=view, staff=staff).first()
        if found is None:
            raise NoSuchView(gettext_noop("This view is not yours, or is gone already."))
        found.delete()
    return found


def views_of(staff: Staff) -> list[SavedView]:
    """A person's own views, then those colleagues share, by name. One query."""
    own = list(SavedView.objects.filter(staff=staff) | SavedView.objects.filter(is_shared=True))
    return sorted(own, key=lambda view: (view.staff_id != staff.pk, view.name))
