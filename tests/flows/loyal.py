"""A shop with a running programme, and Lan its member: what sales, returns and enrolments are told with."""

from datetime import UTC, datetime
from typing import Any

import yaml

from quen.enrolment.draft import draft
from quen.enrolment.join import join
from quen.enrolment.launch import launch
from quen.enrolment.models import ProgrammeVersion, Way
from quen.flows.ring_up import Receipt, Sale, SaleLine, ring_up
from quen.programme import to_values
from tests.programme.story import programme
from tests.world import World

SUNDAY = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
"""Half past nine in Saigon."""


def running(world: World, **parts: Any) -> ProgrammeVersion:
    """Launch a programme: one point for every 10,000 ₫, and what a test adds."""
    text = yaml.safe_dump(to_values(programme(**parts)), allow_unicode=True)
    version = draft(text=text, by=world.by_mai, at=SUNDAY)
    return launch(number=version.number, by=world.by_mai, at=SUNDAY)


def member(world: World) -> int:
    """Lan, enrolled; her number."""
    join(customer=world.lan.pk, way=Way.TILL, store=world.store.pk, by=world.by_mai, at=SUNDAY)
    return world.lan.pk


def line(amount_minor: int, **facts: Any) -> SaleLine:
    """A line of coffee."""
    return SaleLine(amount_minor=amount_minor, **{"product": "ca-phe", "name": "Cà phê sữa", **facts})


def sale(world: World, *lines: SaleLine | int, **facts: Any) -> Sale:
    """A sale to Lan on Sunday morning."""
    said = {"customer": world.lan.pk, "at": SUNDAY, "store": world.store.pk, **facts}
    return Sale(
        lines=tuple(each if isinstance(each, SaleLine) else line(each) for each in lines or (95_000,)), **said
    )


def bought(world: World, *lines: SaleLine | int, key: str = "till-1-0001", **facts: Any) -> Receipt:
    """Ring it up."""
    return ring_up(sale=sale(world, *lines, **facts), key=key, by=world.by_mai)
