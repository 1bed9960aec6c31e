"""Every page of the console asks for a permission, and exactly the roles that have it get in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from quen.shops.models import Staff, Store
from quen.shops.roles import Permission, Role, permissions_of
from tests.world import staff

pytestmark = [pytest.mark.django_db, pytest.mark.long]

OPEN_TO_ALL = {"console:setup"}
"""Pages without a permission: the set-up, which is gone once there is an owner."""


def _pages(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    inner = (*spaces, resolver.namespace) if resolver.namespace else spaces
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern, inner)
        elif inner[:1] == ("console",):
            yield ":".join([*inner, pattern.name or "unnamed"]), pattern


PAGES = dict(_pages(get_resolver()))
GATED = sorted(PAGES.keys() - OPEN_TO_ALL)


def _address(name: str) -> str:
    """The page's address with 1 (or "x") for whatever it names; whether that exists does not matter to the gate."""
    converters = PAGES[name].pattern.converters
    known = {
        part: 1 if type(converter).__name__ == "IntConverter" else "x"
        for part, converter in converters.items()
    }
    return reverse(name, kwargs=known)


@pytest.fixture
def team() -> dict[Role, Staff]:
    Store.objects.create(name="Quận 1", key="quan 1")
    return {role: staff(name=f"{role}", email=f"{role}@example.com", role=role) for role in Role}


@pytest.mark.parametrize("name", GATED)
def test_every_page_names_its_permission(name: str) -> None:
    assert isinstance(getattr(PAGES[name].callback, "permission", None), Permission)


@pytest.mark.parametrize("role", Role)
def test_only_roles_with_the_permission_get_in(role: Role, team: dict[Role, Staff]) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(team[role])
    let_in = {name for name in GATED if _answer(client.get, name).status_code != 403}
    assert let_in == {
        name
        for name in GATED
        if PAGES[name].callback.permission in permissions_of(role)  # type: ignore[attr-defined]
    }


def test_a_stranger_is_sent_to_the_sign_in(team: dict[Role, Staff], client: Client) -> None:
    for name in GATED:
        for answer in (_answer(client.get, name), _answer(client.post, name)):
            assert answer.status_code == 302, name
            assert answer.headers["Location"].startswith(reverse("account_login")), name


def test_writes_without_a_token_are_refused(team: dict[Role, Staff]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(team[Role.OWNER])
    taken = {name for name in GATED if _answer(strict.post, name).status_code not in {403, 405}}
    assert taken == set()


def _answer(ask: Callable[[str], Any], name: str) -> Any:
    """The answer to somebody who has done nothing before: whatever a page wrote is taken back."""
    with transaction.atomic():
        answer = ask(_address(name))
        transaction.set_rollback(True)
    return answer


def test_who_was_deactivated_is_out_at_once(client: Client, team: dict[Role, Staff]) -> None:
    manager = team[Role.MANAGER]
    client.force_login(manager)
    assert client.get(reverse("console:staff:list")).status_code == 200
    manager.is_active = False
    manager.save()
    assert client.get(reverse("console:staff:list")).status_code in {302, 403}
