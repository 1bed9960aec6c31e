"""Bring profiles and tallies in step with the facts."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection, transaction

from quen.insight.business_day import business_timezone
from quen.insight.summary.refresh import chunks
from quen.messages.confirmed import CONFIRMED
from quen.messages.settings import sending_settings
from quen.people.models import Customer
from quen.segments.conditions.story import TOLD_KINDS
from quen.segments.profile.bits import CHANNEL_BITS, IDENTITY_BITS, consent_bits
from quen.segments.profile.rfm import rfm_case

_RFM = rfm_case(
    last="bought.last_day", purchases="bought.purchases", revenue="bought.revenue", fifths="fifths"
)


def refresh_profiles(customers: Iterable[int], *, with_tallies: bool = True) -> None:
    """Read these customers (or whom they were merged into) anew. Whoever is now merged into another loses her rows.

    Without tallies where nothing of what they bought, and nothing told that is tallied, can have changed.
    """
    for some in chunks(customers):
        refresh_at_once(some, with_tallies=with_tallies)


def refresh_all_profiles() -> None:
    """Every customer: for the first time, or to mend."""
    refresh_profiles(Customer.objects.order_by("id").values_list("id", flat=True).iterator())


@transaction.atomic
def refresh_at_once(customers: list[int], *, with_tallies: bool = True) -> tuple[int, int | None]:
    """The same for as many as one statement takes: how many rows were not as they are now, and a customer of one."""
    zone = business_timezone()
    changed, example = _changed(
        "profile", {"customers": customers, "timezone": zone, **_bits(), **_asked_twice()}
    )
    if with_tallies:
        values = {"customers": customers, "timezone": zone, "kinds": sorted(TOLD_KINDS)}
        tallies, other = _changed("tally", values)
        return changed + tallies, example or other
    return changed, example


def _changed(name: str, parameters: Mapping[str, Any]) -> tuple[int, int | None]:
    with connection.cursor() as cursor:
        cursor.execute(_text(name), parameters)
        rows, example = cursor.fetchone()
    return rows, example


def _bits() -> dict[str, list[Any]]:
    words = consent_bits()
    return {
        "channels": list(CHANNEL_BITS),
        "identities": list(IDENTITY_BITS), "identity_bits": list(IDENTITY_BITS.values()),
        "consents": list(words), "consent_bits": list(words.values()),
    }  # fmt: skip


def _asked_twice() -> dict[str, Any]:
    """As the guard has it: where the shop asks twice, offers by e-mail need a yes confirmed by the link."""
    strictness = [False, True] if sending_settings().asks_twice else [False]
    return {"strictness": strictness, "confirmed": f"{CONFIRMED}%"}


def run(name: str, parameters: Mapping[str, Any]) -> None:
    """Run one of this folder's statements."""
    with connection.cursor() as cursor:
        cursor.execute(_text(name), parameters)


@cache
def _text(name: str) -> str:
    text = (files("quen.segments.profile") / f"{name}.sql").read_text()
    return text.replace("/*rfm*/", _RFM)
