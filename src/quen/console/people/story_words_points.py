"""What happens to points and tiers, as sentences."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.points.models import TransferKind


def _earned(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Earned %(points)s points") % {"points": facts.get("points")} + names.at_store(event)
    ends = parse_datetime(str(facts.get("expires_at") or ""))
    until = date_format(localtime(ends), "SHORT_DATE_FORMAT") if ends else ""
    detail = [str(facts.get("reason") or ""), _("ends on %(day)s") % {"day": until} if until else ""]
    return Said("coins", words, " · ".join(filter(None, detail)))


def _redeemed(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Spent %(points)s points") % {"points": facts.get("points")} + names.at_store(event)
    return Said("gift", words, str(facts.get("reason") or ""))


def _reserved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("%(points)s points were held for a redemption") % {"points": facts.get("points")}
    return Said("lock", words, str(facts.get("reason") or ""))


def _released(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    timed_out = _("the time ran out") if facts.get("is_timed_out") else ""
    return Said(
        "lock-open", _("%(points)s held points were freed") % {"points": facts.get("points")}, timed_out
    )


def _repaid(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("coins", _("%(points)s owed points were made good") % {"points": facts.get("points")})


def _expired(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("clock", _("%(points)s points expired") % {"points": facts.get("points")})


def _taken_back(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    owed = _("%(points)s of them are owed: they had been spent") % {"points": facts.get("owed")}
    words = _("%(points)s points were taken back with a return") % {"points": facts.get("points")}
    return Said("receipt-refund", words, owed if facts.get("owed") else "")


def _restored(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("%(points)s spent points were given back") % {"points": facts.get("points")}
    return Said("arrow-back-up", words, str(facts.get("reason") or ""))


def _reversed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    undone = str(facts.get("undone") or "")
    what = str(TransferKind(undone).label) if undone in TransferKind.values else undone
    words = _("Undone: %(what)s (%(change)s points)") % {"what": what, "change": _signed(facts)}
    return Said("arrow-back-up", words, str(facts.get("reason") or ""))


def _adjusted(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Balance corrected by %(change)s points") % {"change": _signed(facts)}
    return Said("edit", words, str(facts.get("reason") or ""))


def _adjustment_asked(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("A correction by %(change)s points waits for approval") % {"change": _signed(facts)}
    return Said("edit", words, str(facts.get("reason") or ""))


def _adjustment_refused(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("A correction by %(change)s points was refused") % {"change": _signed(facts)}
    return Said("ban", words, str(facts.get("reason") or ""))


def _given(facts: dict[str, Any], _event: Event, names: Names) -> Said:
    whom = {"points": facts.get("points"), "customer": names.customer(facts.get("to"))}
    return Said("gift", _("Gave %(points)s points to %(customer)s") % whom)


def _received(facts: dict[str, Any], _event: Event, names: Names) -> Said:
    whom = {"points": facts.get("points"), "customer": names.customer(facts.get("giver"))}
    return Said("gift", _("Received %(points)s points from %(customer)s") % whom)


def _pooled(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    change = int(facts.get("change") or 0)
    words = (
        _("Took %(points)s points out of the household's")
        if change > 0
        else _("Put %(points)s points into the household's")
    )
    return Said("users-group", words % {"points": abs(change)})


def _pool_share(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("From now on %(percent)s %% of what she earns goes into the household's points")
    return Said("users-group", words % {"percent": facts.get("percent")})


def _partner(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    change = int(facts.get("change") or 0)
    words = (
        _("%(points)s points for %(theirs)s of %(partner)s")
        if change > 0
        else _("%(points)s points turned into %(theirs)s of %(partner)s")
    )
    facts = {"points": abs(change), "theirs": facts.get("theirs"), "partner": facts.get("partner")}
    return Said("refresh", words % facts)


def _brought(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("Brought %(points)s points from another system") % {"points": facts.get("points")}
    return Said("download", words)


def _moved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("link", _("%(change)s points with the merge") % {"change": _signed(facts)})


def _signed(facts: dict[str, Any]) -> str:
    change = int(facts.get("change") or 0)
    return f"+{change}" if change > 0 else f"−{-change}"


POINTS: dict[str, Teller] = {
    "points.earned": _earned,
    "points.redeemed": _redeemed,
    "points.reserved": _reserved,
    "points.released": _released,
    "points.repaid": _repaid,
    "points.expired": _expired,
    "points.taken_back": _taken_back,
    "points.restored": _restored,
    "points.reversed": _reversed,
    "points.adjusted": _adjusted,
    "points.adjustment_asked": _adjustment_asked,
    "points.adjustment_refused": _adjustment_refused,
    "points.given": _given,
    "points.received": _received,
    "points.pooled": _pooled,
    "points.pool_share": _pool_share,
    "points.partner": _partner,
    "points.brought": _brought,
    "points.moved": _moved,
}
