"""What each setting is called, by its place (places.py)."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from quen.console.settings.places import Words
from quen.messages.channel import Channel
from quen.messages.channels.registry import PORTS
from quen.shops.roles import Role
from quen.tickets.choices import Priority

_SENDING = {
    "is_on": gettext_lazy("Messages go out on this channel"),
    "is_paused": gettext_lazy("Paused"),
    "from_hour": gettext_lazy("Offers from this hour"),
    "until_hour": gettext_lazy("Offers before this hour"),
    "most_a_day": gettext_lazy("Offers to one person in 24 hours"),
    "per_second": gettext_lazy("Messages a second"),
    "price_minor": gettext_lazy("Price of one message or part"),
    "settings": gettext_lazy("How the provider is reached"),
}
_TARGET = {
    "first_minutes": gettext_lazy("First answer, minutes"),
    "next_minutes": gettext_lazy("Every next answer, minutes"),
    "solve_minutes": gettext_lazy("Solution, minutes"),
}
_RECOVERY = {
    "most_points": gettext_lazy("Points, at most"),
    "most_minor": gettext_lazy("Voucher worth at most"),
}
_NAME, _MADE, _ON, _ROLE = (
    gettext_lazy("Name"), gettext_lazy("Newly made"), gettext_lazy("On"), gettext_lazy("Goes to the team"),
)  # fmt: skip
_TOPIC, _PRIORITY, _AWAY = gettext_lazy("Topic"), gettext_lazy("How urgent"), gettext_lazy("Put away")
_KIND_OF_TICKET = gettext_lazy("Kind of ticket")
_SENT = {"is_paused": gettext_lazy("Paused"), "stopped": gettext_lazy("Messages stopped")}

NAMES: Mapping[str, Mapping[str, Words]] = {
    "business": {
        "name": _NAME,
        "legal_name": gettext_lazy("Registered name"),
        "address": gettext_lazy("Registered address"),
        "tax_code": gettext_lazy("Tax code"),
        "representative": gettext_lazy("Legal representative"),
        "representative_title": gettext_lazy("Title of the representative"),
        "currency": gettext_lazy("Currency"),
        "language": gettext_lazy("Language"),
        "timezone": gettext_lazy("Time zone"),
        "brand_colour": gettext_lazy("Your colour"),
    },
    "store.#": {
        "name": _NAME,
        "address": gettext_lazy("Address"),
        "area": gettext_lazy("Area"),
        "opened_on": gettext_lazy("Opened on"),
        "closed_on": gettext_lazy("Closed on"),
        "other_names": gettext_lazy("Other names in files"),
        "receipts_restart": gettext_lazy("Receipt numbers start again"),
    },
    "staff.#": {
        "name": _NAME,
        "role": gettext_lazy("Role"),
        "stores": gettext_lazy("Stores"),
        "is_active": gettext_lazy("Account open"),
        "password": gettext_lazy("Password renewed"),
    },
    "token.#": {
        "scopes": gettext_lazy("What a token may do"),
        "revoked": gettext_lazy("Token revoked"),
    },
    "webhook.#": {
        "name": _NAME,
        "url": gettext_lazy("Address of a webhook"),
        "kinds": gettext_lazy("What a webhook is told"),
        "is_on": gettext_lazy("Webhook on"),
        "secret": gettext_lazy("Secret renewed"),
    },
    "till": {
        "offline_points": gettext_lazy("Points one sale may spend offline"),
        "offline_voucher_minor": gettext_lazy("Most that a voucher may take off one sale offline"),
        "lease_hours": gettext_lazy("Hours a till may use the vouchers it holds without asking"),
        "remembered_customers": gettext_lazy("Customers a till remembers"),
    },
    "economics": {
        "margin": gettext_lazy("Assumed margin"),
        "keeping_minor": gettext_lazy("Assumed cost of keeping a customer, a year"),
        "winning_minor": gettext_lazy("Assumed cost of winning a customer"),
        "discount": gettext_lazy("Assumed cost of a year of waiting"),
        "win_back": gettext_lazy("Assumed share of customers won back"),
    },
    "care": {
        "contact_minor": gettext_lazy("Cost of looking after one person"),
        "off": gettext_lazy("Reasons left off the list of the day"),
        **{
            f"{role.value}_per_day": format_lazy(
                "{}: {}", role.label, gettext_lazy("people a day on the list")
            )
            for role in Role
        },
    },
    "points": {
        "return_policy": gettext_lazy("When points of returned goods are spent already"),
        "approval_above": gettext_lazy("Corrections of more points than this need a second person"),
    },
    "partner.#": {
        "is_active": gettext_lazy("Points are exchanged"),
        "in_theirs": gettext_lazy("Points of a partner that come in"),
        "in_ours": gettext_lazy("Points given for them"),
        "out_ours": gettext_lazy("Points that go to a partner"),
        "out_theirs": gettext_lazy("Points the partner gives for them"),
    },
    "erasure": {"wait_days": gettext_lazy("Days until a customer is erased who asks for it")},
    "sending": {
        "label": gettext_lazy("Label of offers"),
        "most_a_week": gettext_lazy("At most so many a week"),
        "most_a_month": gettext_lazy("At most so many in 30 days"),
        "holdout_percent": gettext_lazy("Percent of customers who never get offers"),
        "asks_twice": gettext_lazy("A yes to e-mail counts only once its link was followed"),
        "tone": gettext_lazy("How the shop's voice sounds"),
        "public_url": gettext_lazy("Where customers reach the member pages"),
        "social_pages": gettext_lazy("Social pages"),
    },
    "do_not_call": {"numbers": gettext_lazy("Numbers on the list")},
    "campaigns": {
        "approval_above": gettext_lazy("From more customers than this on, a second person approves"),
        "holdout_percent": gettext_lazy("Percent held out, proposed for new campaigns"),
        "least_extra": gettext_lazy("Extra purchases of 100 customers written to, at least"),
        "most_extra": gettext_lazy("Extra purchases of 100 customers written to, at most"),
    },
    "chats": {
        "is_on": gettext_lazy("Let customers chat with us"),
        "wait_minutes": gettext_lazy("Unanswered, it becomes a ticket after so many minutes"),
        "origins": gettext_lazy("Sites that may show the chat"),
        "welcome": gettext_lazy("Word of welcome"),
    },
    "tickets": {
        "week": gettext_lazy("When somebody is there"),
        "keeps_holidays": gettext_lazy("Nobody answers on public holidays and at Tết"),
    },
    "tickets.mailbox": {
        "is_on": gettext_lazy("Fetch letters from this mailbox"),
        "host": gettext_lazy("IMAP server"),
        "port": gettext_lazy("Port"),
        "security": gettext_lazy("Encryption"),
        "user": gettext_lazy("User name"),
        "folder": gettext_lazy("Folder"),
        "own_addresses": gettext_lazy("The shop's own addresses"),
        "password": gettext_lazy("Password renewed"),
        "hook_secret": gettext_lazy("Secret renewed"),
    },
    "tickets.rule.#": {
        "name": _NAME,
        "made": _MADE,
        "removed": gettext_lazy("Taken away"),
        "place": gettext_lazy("Place among the rules"),
        "is_on": _ON,
        "kind": _KIND_OF_TICKET,
        "topic": _TOPIC,
        "came_by": gettext_lazy("How it came"),
        "language": gettext_lazy("Language"),
        "store_id": gettext_lazy("Store"),
        "tier": gettext_lazy("Tier"),
        "least_spent_minor": gettext_lazy("Bought in the last year for at least"),
        "hours": gettext_lazy("When it comes"),
        "role": _ROLE,
        "staff_id": gettext_lazy("Who does it"),
        "by_skill": gettext_lazy("Goes to whoever knows the topic and the language"),
        "priority": _PRIORITY,
    },
    "tickets.canned.#": {
        "name": gettext_lazy("What the answer is called"),
        "made": _MADE,
        "text": gettext_lazy("Answer"),
        "archived_at": _AWAY,
    },
    "tickets.macro.#": {
        "name": gettext_lazy("What the macro is called"),
        "made": _MADE,
        "topic": _TOPIC,
        "priority": _PRIORITY,
        "role": _ROLE,
        "note": gettext_lazy("Note for colleagues"),
        "answer_id": gettext_lazy("Answer"),
        "then": gettext_lazy("Afterwards"),
        "sleep_days": gettext_lazy("Sleeps so many days"),
        "archived_at": _AWAY,
    },
    "tickets.capacity.#": {
        "topics": gettext_lazy("Topics"),
        "languages": gettext_lazy("Languages"),
        "most_open": gettext_lazy("Most open tickets"),
        "is_away": gettext_lazy("Away"),
    },
    "ticket.#": {
        "kind": _KIND_OF_TICKET,
        "topic": _TOPIC,
        "priority": _PRIORITY,
        "store": gettext_lazy("Store"),
        "customer": gettext_lazy("Customer"),
        "address": gettext_lazy("Address"),
        "linked": gettext_lazy("Linked with ticket"),
    },
    "message.#": {"state": gettext_lazy("State")},
    "template.#": {
        "name": _NAME,
        "version": gettext_lazy("Version"),
        "is_archived": _AWAY,
    },
    "campaign.#": _SENT,
    "journey.#": _SENT,
    "improvement.#": _SENT,
    "survey.#": {
        **_SENT,
        "rule": gettext_lazy("A rule by which it is asked"),
        "reward": gettext_lazy("For answering to the end"),
        "reward_points": gettext_lazy("Points"),
        "reward_voucher": gettext_lazy("Voucher"),
        "reward_draw": gettext_lazy("Prize draw"),
    },
    "survey.#.rule.#": {"is_on": gettext_lazy("A rule by which it is asked")},
    **{
        f"channel.{channel}": {
            **_SENDING,
            **{each.name: gettext_lazy(each.label) for each in PORTS[channel].settings if each.is_secret},
        }
        for channel in Channel
    },
    **{f"tickets.{priority}": _TARGET for priority in Priority},
    **{f"tickets.recovery.{role}": _RECOVERY for role in Role},
}
