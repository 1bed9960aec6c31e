"""The code a member passes on to friends, and the link that carries it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from quen.kernel.codes import for_reading
from quen.people.find import group_of
from quen.people.models import Customer
from quen.referrals.models import Terms
from quen.referrals.reads import terms_with_code_of


@dataclass(frozen=True)
class FriendsShown:
    """What a friend is worth, and how she is brought."""

    code: str
    link: str
    terms: Terms


def friends_of(request: HttpRequest, customer: Customer) -> FriendsShown | None:
    """None while members bring no friends, or she has no code yet."""
    terms, code = terms_with_code_of(group_of(customer.pk))
    if terms is None or not terms.is_running or not code:
        return None
    link = request.build_absolute_uri(f"{reverse('member:join')}?friend={code}")
    return FriendsShown(for_reading(code), link, terms)
