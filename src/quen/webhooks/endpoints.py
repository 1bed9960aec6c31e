"""Endpoints: add one, change it, turn it off and on, give it a new secret, take it away."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.history import change, remember
from quen.webhooks.addresses import refuse_bad_address
from quen.webhooks.errors import BadAddress, NoSuchEndpoint, TooManyEndpoints
from quen.webhooks.models import Endpoint, WhyOff
from quen.webhooks.sign import new_secret

MOST = 50
BOTH_SECRETS = timedelta(hours=24)
"""How long the secret before a change signs beside the new one."""


@transaction.atomic
def add_endpoint(*, name: str, url: str, kinds: Collection[str] = (), at: datetime, by: Actor) -> Endpoint:
    """Tell this address of everything from now on, or of these kinds. Raises BadAddress, TooManyEndpoints."""
    _refuse_nameless(name)
    refuse_bad_address(url)
    if Endpoint.objects.count() >= MOST:
        raise TooManyEndpoints(
            gettext_noop(
                "There are %(most)s endpoints already, and more cannot be told. Take one away first."
            ),
            most=MOST,
        )
    endpoint = Endpoint.objects.create(
        name=tidy(name),
        url=url,
        kinds=sorted(set(kinds)),
        secret=new_secret(),
        created_at=at,
        created_by=str(by),
    )
    remember({"url": (None, url)}, of=f"webhook.{endpoint.pk}", by=by)
    return endpoint


@transaction.atomic
def change_endpoint(*, endpoint: int, name: str, url: str, kinds: Collection[str], by: Actor) -> Endpoint:
    """Write what differs, with its history. Raises BadAddress, NoSuchEndpoint."""
    row = _locked(endpoint)
    _refuse_nameless(name)
    if url != row.url:
        refuse_bad_address(url)
    change(row, {"name": tidy(name), "url": url, "kinds": sorted(set(kinds))}, of=f"webhook.{row.pk}", by=by)
    return row


@transaction.atomic
def turn_off(*, endpoint: int, by: Actor) -> Endpoint:
    """Send nothing more; what waits stays. Raises NoSuchEndpoint."""
    row = _locked(endpoint)
    if not row.off:
        row.off = WhyOff.STAFF
        row.save(update_fields=["off"])
        remember({"is_on": (True, False)}, of=f"webhook.{row.pk}", by=by)
    return row


@transaction.atomic
def turn_on(*, endpoint: int, by: Actor) -> Endpoint:
    """Send again: what waited, and what happens from now on. Raises NoSuchEndpoint."""
    row = _locked(endpoint)
    if row.off:
        row.off, row.failing_since = "", None
        row.save(update_fields=["off", "failing_since"])
        remember({"is_on": (False, True)}, of=f"webhook.{row.pk}", by=by)
    return row


@transaction.atomic
def renew_secret(*, endpoint: int, at: datetime, by: Actor) -> Endpoint:
    """Sign with a new secret, and for a day with the old one too. Raises NoSuchEndpoint."""
    row = _locked(endpoint)
    row.previous_secret, row.previous_until = row.secret, at + BOTH_SECRETS
    row.secret = new_secret()
    row.save(update_fields=["secret", "previous_secret", "previous_until"])
    remember({"secret": (None, None)}, of=f"webhook.{row.pk}", by=by)
    return row


@transaction.atomic
def remove_endpoint(*, endpoint: int, by: Actor) -> None:
    """Take it away with all its deliveries. Raises NoSuchEndpoint."""
    row = _locked(endpoint)
    remember({"url": (row.url, None)}, of=f"webhook.{row.pk}", by=by)
    row.delete()


def _refuse_nameless(name: str) -> None:
    if not tidy(name):
        raise BadAddress(gettext_noop("Give the endpoint a name."))


def _locked(endpoint: int) -> Endpoint:
    row = Endpoint.objects.select_for_update().filter(pk=endpoint).first()
    if row is None:
        raise NoSuchEndpoint(gettext_noop("There is no such endpoint. Someone may have taken it away."))
    return row
