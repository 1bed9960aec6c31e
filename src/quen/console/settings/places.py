"""What a setting is a setting of, read from the beginning of its name.

A setting's name begins with its place: ``tickets.rule.7.by_skill`` stands under ``tickets.rule.#`` and is ``by_skill``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from quen.campaigns.models import Campaign
from quen.journeys.models import Journey
from quen.messages.channel import Channel
from quen.messages.models import Template
from quen.points.terms import Partner
from quen.shops.models import ApiToken, Staff, Store
from quen.shops.roles import Role
from quen.surveys.models import Survey
from quen.tickets.choices import Priority
from quen.tickets.ready_models import CannedAnswer, Macro
from quen.tickets.routing_models import RoutingRule
from quen.webhooks.models import Endpoint

Words = str | Promise

BUSINESS = gettext_lazy("The business")
PLACES: Mapping[str, Words] = {
    "business": BUSINESS,
    "care": BUSINESS,
    "economics": BUSINESS,
    "till": BUSINESS,
    "points": BUSINESS,
    "erasure": BUSINESS,
    "sending": gettext_lazy("All messages"),
    "do_not_call": gettext_lazy("The do-not-call list"),
    "campaigns": gettext_lazy("All campaigns"),
    "chats": gettext_lazy("Chats"),
    "tickets": gettext_lazy("Tickets"),
    "tickets.day": gettext_lazy("Days that are different"),
    "tickets.mailbox": gettext_lazy("Mailbox of tickets"),
    "tickets.rule.#": gettext_lazy("Rule for tickets"),
    "tickets.canned.#": gettext_lazy("Ready answer"),
    "tickets.macro.#": gettext_lazy("Macro"),
    "tickets.capacity.#": gettext_lazy("Tickets"),
    "ticket.#": gettext_lazy("Ticket"),
    "message.#": gettext_lazy("Message"),
    "template.#": gettext_lazy("Template"),
    "campaign.#": gettext_lazy("Campaign"),
    "journey.#": gettext_lazy("Journey"),
    "survey.#": gettext_lazy("Survey"),
    "survey.#.rule.#": gettext_lazy("Survey"),
    "improvement.#": gettext_lazy("Improvement"),
    "staff.#": "",
    "store.#": "",
    "token.#": "",
    "webhook.#": "",
    "partner.#": "",
    **{
        f"channel.{channel}": format_lazy("{}: {}", gettext_lazy("Message channel"), channel.label)
        for channel in Channel
    },
    **{
        f"tickets.{priority}": format_lazy("{}: {}", gettext_lazy("Tickets"), priority.label)
        for priority in Priority
    },
    **{
        f"tickets.recovery.{role}": format_lazy("{}: {}", gettext_lazy("Making good"), role.label)
        for role in Role
    },
}
"""What a setting of this place concerns; empty where the name of the thing says it alone."""

NAMED: Mapping[str, type[Model]] = {
    "staff.#": Staff, "store.#": Store, "token.#": ApiToken, "webhook.#": Endpoint, "partner.#": Partner,
    "template.#": Template, "campaign.#": Campaign, "journey.#": Journey, "survey.#": Survey,
    "survey.#.rule.#": Survey, "tickets.rule.#": RoutingRule, "tickets.canned.#": CannedAnswer,
    "tickets.macro.#": Macro, "tickets.capacity.#": Staff,
}  # fmt: skip
"""Places of which there are many, each with a name of its own."""

_NUMBER = re.compile(r"(?<=\.)\d+(?=\.|$)")


@dataclass(frozen=True)
class Found:
    """A setting's name in its parts; `number` of the thing it belongs to, where there are many of its kind."""

    place: str
    number: int | None
    name: str


def found(setting: str) -> Found:
    """The parts of a setting's name."""
    of, _dot, name = setting.rpartition(".")
    number = _NUMBER.search(of)
    return Found(_NUMBER.sub("#", of), int(number[0]) if number else None, name)
