"""A setting's value in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quen.console import restarts
from quen.console.settings.places import Found
from quen.insight.today.registry import KIND
from quen.kernel.receipt_periods import Restart
from quen.messages.channel import Channel
from quen.messages.channels.registry import PORTS
from quen.messages.models import State
from quen.messages.settings_models import Tone
from quen.points.terms import ReturnPolicy
from quen.shops.roles import Role
from quen.shops.scopes import Scope
from quen.surveys.models import Occasion, RewardKind
from quen.tickets.choices import CameBy, Priority, TicketKind, Topic
from quen.tickets.ready_models import Then
from quen.tickets.routing_models import Hours, Language

NOTHING = "–"
_Choices = Mapping[str, Any]  # enums whose members have a label
_TICKET: _Choices = {"kind": TicketKind, "topic": Topic, "priority": Priority}
_CHOICES: Mapping[str, _Choices] = {
    "staff.#": {"role": Role},
    "token.#": {"scopes": Scope},
    "points": {"return_policy": ReturnPolicy},
    "sending": {"tone": Tone},
    "message.#": {"state": State},
    "survey.#": {"rule": Occasion, "reward": RewardKind},
    "ticket.#": _TICKET,
    "tickets.rule.#": {**_TICKET, "came_by": CameBy, "hours": Hours, "language": Language, "role": Role},
    "tickets.macro.#": {**_TICKET, "role": Role, "then": Then},
    "tickets.capacity.#": {"topics": Topic, "languages": Language},
}


def in_words(setting: Found, value: object) -> str:
    """What staff read; a list without anything says what that means."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return _of_provider(setting.place, value)
    if isinstance(value, list):
        return _listed(setting, value)
    if setting.name == "receipts_restart":
        return str(restarts.WORDS[Restart(str(value))])
    if setting.place == "tickets.day":
        return _span(*map(int, str(value).split("-")))
    return _choice(setting, value)


def _choice(setting: Found, value: object) -> str:
    choices = _CHOICES.get(setting.place, {}).get(setting.name)
    return str(choices(value).label) if choices and value in list(choices) else str(value)


def _listed(setting: Found, values: Sequence[object]) -> str:
    if setting.name == "week":
        return _week([int(str(minute)) for minute in values])
    if setting.name == "off":
        return ", ".join(str(KIND[key].label) for key in map(str, values) if key in KIND) or _("none")
    empty = {"kinds": _("everything"), "stores": _("all stores")}
    return ", ".join(_choice(setting, value) for value in values) or empty.get(setting.name, NOTHING)


def _of_provider(place: str, told: Mapping[str, object]) -> str:
    """How a provider is reached, one thing after the other; what is empty is left out."""
    labels = {each.name: each.label for each in PORTS[Channel(place.removeprefix("channel."))].settings}
    return (
        "; ".join(f"{_(labels.get(name, name))}: {value}" for name, value in told.items() if value) or NOTHING
    )


def _week(minutes: Sequence[int]) -> str:
    """Monday first, as it is kept: from and until for each day."""
    spans = zip(minutes[::2], minutes[1::2], strict=True)
    return ", ".join(
        f"{date_format(date(2024, 1, number), 'D')} {_span(first, last)}"
        for number, (first, last) in enumerate(spans, start=1)  # the first of January 2024 was a Monday
    )


def _span(first: int, last: int) -> str:
    return f"{_clock(first)}–{_clock(last)}" if first < last else _("closed")


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
