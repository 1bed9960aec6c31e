"""How every change of a customer ends: a message, and her profile again."""

from collections.abc import Callable

from django.contrib import messages
from django.db import OperationalError, connection, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from quen.console.access import StaffRequest
from quen.insight.business_day import business_today
from quen.insight.summary.refresh import refresh_summaries
from quen.kernel.errors import QuenError
from quen.people.errors import NoSuchCustomer


def attempt(request: StaffRequest, act: Callable[[], object], *, done: str) -> bool:
    """Do it and say `done`; where it is refused, say why. Whether it was done."""
    try:
        act()
    except NoSuchCustomer as error:
        raise Http404 from error
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return False
    if done:
        messages.success(request, done)
    return True


def to_profile(customer_id: int, part: str = "") -> HttpResponse:
    """The profile, scrolled to a part of it."""
    return redirect(reverse("console:people:show", args=[customer_id]) + (f"#{part}" if part else ""))


def count_now(*customers: int) -> None:
    """Bring these summaries in step at once, so that the next page shows it; where others write summaries just now,
    leave it to the reader, which comes in a moment."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '1s'")
            refresh_summaries(customers, today=business_today())
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
