"""The code a member passes on to friends, and the link that carries it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from quen.kernel.codes import for_reading
from quen.people.models import Customer
from quen.referrals.models import Terms
from quen.referrals.reads import code_of
from quen.referrals.terms import terms_in_force


@dataclass(frozen=True)
class FriendsShown:
    """What a friend is worth, and how she is brought."""

    code: str
    link: str
    terms: Terms


def friends_of(request: HttpRequest, customer: Customer) -> FriendsShown | None:
    """None while members bring no friends, or she has no code yet."""
    terms = terms_in_force()
    code = code_of(customer.pk) if terms is not None and terms.is_running else ""
    if terms is None or not code:
        return None
    link = request.build_absolute_uri(f"{reverse('member:join')}?friend={code}")
    return FriendsShown(for_reading(code), link, terms)
