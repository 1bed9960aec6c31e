"""What happens to friends a customer brings, and in draws, as sentences."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event


def _made(facts: dict[str, Any], event: Event, names: Names) -> Said:
    return Said("users-plus", _who(facts, event, names, _("Brought %(name)s"), _("Was brought by %(name)s")))


def _allowed(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _who(
        facts, event, names, _("Staff let the referral of %(name)s go on"),
        _("Staff let the referral by %(name)s go on"),
    )  # fmt: skip
    return Said("users-plus", words, str(facts.get("reason") or ""))


def _rewarded(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _who(
        facts, event, names, _("Rewarded for bringing %(name)s"), _("Rewarded for coming with %(name)s")
    )
    return Said("gift", words)


def _refused(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _who(
        facts, event, names, _("No reward for bringing %(name)s"), _("No reward for coming with %(name)s")
    )
    return Said("user-off", words, str(facts.get("reason") or ""))


def _who(facts: dict[str, Any], event: Event, names: Names, brought: str, was_brought: str) -> str:
    is_friend = event.customer == facts.get("friend")
    other = names.customer(facts.get("advocate" if is_friend else "friend"))
    return (was_brought if is_friend else brought) % {"name": other}


def _entered(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Takes part in the draw “%(draw)s”, entries: %(count)s")
    return Said("ticket", words % {"draw": facts.get("name"), "count": facts.get("count")})


def _won(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("award", _("Won in the draw “%(draw)s”: %(prize)s") % _prize(facts))


def _handed_over(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Received a prize of “%(draw)s”: %(prize)s")
    return Said("gift", words % _prize(facts), str(facts.get("note") or ""))


def _not_taken(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    gone, late = (
        _("Gave up a prize of “%(draw)s”: %(prize)s"),
        _("Did not fetch a prize of “%(draw)s”: %(prize)s"),
    )
    return Said(
        "user-off", (late if facts.get("is_late") else gone) % _prize(facts), str(facts.get("note") or "")
    )


def _prize(facts: dict[str, Any]) -> dict[str, Any]:
    return {"draw": facts.get("name"), "prize": facts.get("prize")}


REFERRALS: dict[str, Teller] = {
    "referral.made": _made,
    "referral.allowed": _allowed,
    "referral.rewarded": _rewarded,
    "referral.refused": _refused,
    "draw.entered": _entered,
    "draw.won": _won,
    "draw.prize_handed_over": _handed_over,
    "draw.prize_not_taken": _not_taken,
}
