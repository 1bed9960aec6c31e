"""Every setting that is written anywhere has a name in the history, and its values are words."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

import quen
from quen.campaigns import settings as campaigns
from quen.campaigns.settings import change_campaign_settings
from quen.console.settings.history import what
from quen.console.settings.places import PLACES, found
from quen.console.settings.setting_names import NAMES
from quen.console.settings.setting_values import in_words
from quen.economics.shop import Assumptions
from quen.flows import ready_answers
from quen.messages import settings as messages
from quen.messages.channel import Channel
from quen.messages.channels.registry import PORTS
from quen.messages.settings import connect
from quen.points import partner
from quen.points import settings as points
from quen.shops import change_business, change_store
from quen.shops.roles import Role
from quen.tickets import change_routing
from quen.tickets.choices import Priority
from quen.tickets.mail import settings as mail
from quen.till import decide
from tests import world as cast
from tests.console.cast import signed_in

SOURCE = Path(quen.__file__).parent
SECRETS = {each.name for port in PORTS.values() for each in port.settings if each.is_secret}

# What is written where the code does not spell it out at the call.
TOLD: Mapping[str, Any] = {
    "till/decide.py": decide.Decided,
    "points/settings.py": points.Decided,
    "points/partner.py": partner.Terms,
    "campaigns/settings.py": campaigns.Decided,
    "shops/change_business.py": change_business.BusinessFacts,
    "shops/change_store.py": change_store.StoreFacts,
    "insight/economics.py": Assumptions,
    "tickets/mail/settings.py": mail.Reached,
    "flows/ready_answers.py": ready_answers.Steps,
    "chats/settings.py": ("is_on", "wait_minutes", "origins", "welcome"),
    "tickets/classify.py": ("kind", "topic", "priority", "store"),
    "surveys/reward.py": ("reward", "reward_points", "reward_voucher", "reward_draw"),
    "insight/today/settings.py": [f"{role}_per_day" for role in Role],
}
MORE: Mapping[tuple[str, str], Any] = {
    ("messages/settings.py", "channel.*"): messages.Limits,
    ("messages/settings.py", "sending"): messages.Decided,
    ("tickets/change_routing.py", "tickets.rule.*"): change_routing.Said,
    ("tickets/change_routing.py", "tickets.capacity.*"): ("topics", "languages", "most_open", "is_away"),
    ("tickets/promises.py", "tickets.*"): ("first_minutes", "next_minutes", "solve_minutes"),
    ("tickets/promises.py", "tickets.day"): ("2027-02-08",),
}
CHOSEN: Mapping[str, Any] = {
    "channel.*": [f"channel.{channel}" for channel in Channel],
    "tickets.*": [f"tickets.{priority}" for priority in Priority],
    "tickets.recovery.*": [f"tickets.recovery.{role}" for role in Role],
    "tickets.*.*": ["tickets.canned.7", "tickets.macro.7"],
    "*.*": ["campaign.7", "journey.7", "survey.7", "improvement.7"],
}


def written() -> Iterator[tuple[str, str, tuple[str, ...] | None]]:
    """File, place, and the names where the call spells them out, of every call that writes history."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text()
        if "quen.shops.history import" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"change", "remember"}:
                told = node.args[-1]
                of = next(each.value for each in node.keywords if each.arg == "of")
                yield str(path.relative_to(SOURCE)), place_of(of), spelt_out(told)


def place_of(of: ast.expr) -> str:
    parts = of.values if isinstance(of, ast.JoinedStr) else [of]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)


def spelt_out(told: ast.expr) -> tuple[str, ...] | None:
    if not isinstance(told, ast.Dict) or not all(isinstance(key, ast.Constant) for key in told.keys):
        return None
    return tuple(str(key.value) for key in told.keys if isinstance(key, ast.Constant))


def names_of(file: str, place: str, spelt: tuple[str, ...] | None) -> Iterator[str]:
    told = spelt or MORE.get((file, place)) or TOLD[file]
    names = get_type_hints(told) if isinstance(told, type) else told
    for one in CHOSEN.get(place, [place.replace("*", "7")]):
        yield from (f"{one}.{name}" for name in names)


def test_every_setting_that_is_written_has_a_name() -> None:
    settings = {setting for each in written() for setting in names_of(*each)}
    settings |= {
        f"channel.{port.channel}.{each.name}"
        for port in PORTS.values()
        for each in port.settings
        if each.is_secret
    }
    assert len(settings) > 150
    nameless = [
        setting
        for setting in sorted(settings)
        if (parts := found(setting)).place not in PLACES
        or (parts.place != "tickets.day" and parts.name not in NAMES.get(parts.place, {}))
    ]
    assert nameless == []
    assert all(what(found(setting)) for setting in settings)


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("channel.call.settings", {"due_hours": "24"}, "Hours until the call is due: 24"),
        ("channel.call.settings", {"due_hours": ""}, "–"),
        ("tickets.day.2027-02-08", "540-720", "09:00–12:00"),
        ("tickets.day.2027-02-08", "0-0", "closed"),
        ("tickets.rule.3.topic", "delivery", "Delivery"),
        ("tickets.rule.3.topic", "what-once-was", "what-once-was"),
        ("tickets.week", [480, 1020] * 6 + [0, 0], "Mon 08:00–17:00"),
        ("webhook.3.kinds", [], "everything"),
        ("staff.3.stores", [], "all stores"),
        ("chats.origins", [], "–"),
        ("chats.is_on", False, "no"),
    ],
)
def test_values_are_words(setting: str, value: object, words: str) -> None:
    with override("en"):
        assert in_words(found(setting), value).startswith(words)


@pytest.mark.django_db
def test_mai_reads_what_was_changed_of_the_telephone_and_of_campaigns() -> None:
    shop = cast.build()
    mai: Client = signed_in(shop.mai)
    connect(channel=Channel.CALL, settings={"due_hours": "24"}, secrets={}, by=shop.by_mai)
    connect(channel=Channel.CALL, settings={"due_hours": "48"}, secrets={}, by=shop.by_mai)
    change_campaign_settings(approval_above=5_000, by=shop.by_mai)
    changes = mai.get(reverse("console:settings:history")).context["changes"]
    assert [(change.of, change.what, change.before, change.after) for change in changes[:2]] == [
        ("Mọi chiến dịch", "Nhiều khách hơn số này thì cần người thứ hai duyệt", "1000", "5000"),
        ("Kênh gửi: Gọi điện", "Cách kết nối nhà cung cấp", "Số giờ đến hạn gọi: 24", "Số giờ đến hạn gọi: 48"),
    ]  # fmt: skip
