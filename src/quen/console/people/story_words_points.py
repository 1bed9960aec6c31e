"""What happens to points and tiers, as sentences."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.points.models import TransferKind


def _earned(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = ngettext("Earned %(points)s point", "Earned %(points)s points", _points(facts)) % {
        "points": _points(facts)
    } + names.at_store(event)
    ends = parse_datetime(str(facts.get("expires_at") or ""))
    until = date_format(localtime(ends), "SHORT_DATE_FORMAT") if ends else ""
    detail = [str(facts.get("reason") or ""), _("ends on %(day)s") % {"day": until} if until else ""]
    return Said("coins", words, " · ".join(filter(None, detail)))


def _redeemed(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = ngettext("Spent %(points)s point", "Spent %(points)s points", _points(facts)) % {
        "points": _points(facts)
    } + names.at_store(event)
    return Said("gift", words, str(facts.get("reason") or ""))


def _reserved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = ngettext(
        "%(points)s point was held for a redemption",
        "%(points)s points were held for a redemption",
        _points(facts),
    ) % {"points": _points(facts)}
    return Said("lock", words, str(facts.get("reason") or ""))


def _released(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    timed_out = _("the time ran out") if facts.get("is_timed_out") else ""
    return Said(
        "lock-open",
        ngettext("%(points)s held point was freed", "%(points)s held points were freed", _points(facts))
        % {"points": _points(facts)},
        timed_out,
    )


def _repaid(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "coins",
        ngettext(
            "%(points)s owed point was made good", "%(points)s owed points were made good", _points(facts)
        )
        % {"points": _points(facts)},
    )


def _expired(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "clock",
        ngettext("%(points)s point expired", "%(points)s points expired", _points(facts))
        % {"points": _points(facts)},
    )


def _taken_back(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    owed = _("%(points)s of them are owed: they had been spent") % {"points": facts.get("owed")}
    words = ngettext(
        "%(points)s point was taken back with a return",
        "%(points)s points were taken back with a return",
        _points(facts),
    ) % {"points": _points(facts)}
    return Said("receipt-refund", words, owed if facts.get("owed") else "")


def _restored(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = ngettext(
        "%(points)s spent point was given back", "%(points)s spent points were given back", _points(facts)
    ) % {"points": _points(facts)}
    return Said("arrow-back-up", words, str(facts.get("reason") or ""))


def _reversed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    undone = str(facts.get("undone") or "")
    what = str(TransferKind(undone).label) if undone in TransferKind.values else undone
    words = ngettext(
        "Undone: %(what)s (%(change)s point)", "Undone: %(what)s (%(change)s points)", abs(_change(facts))
    ) % {"what": what, "change": _signed(facts)}
    return Said("arrow-back-up", words, str(facts.get("reason") or ""))


def _adjusted(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = ngettext(
        "Balance corrected by %(change)s point", "Balance corrected by %(change)s points", abs(_change(facts))
    ) % {"change": _signed(facts)}
    return Said("edit", words, str(facts.get("reason") or ""))


def _adjustment_asked(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = ngettext(
        "A correction by %(change)s point waits for approval",
        "A correction by %(change)s points waits for approval",
        abs(_change(facts)),
    ) % {"change": _signed(facts)}
    return Said("edit", words, str(facts.get("reason") or ""))


def _adjustment_refused(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = ngettext(
        "A correction by %(change)s point was refused",
        "A correction by %(change)s points was refused",
        abs(_change(facts)),
    ) % {"change": _signed(facts)}
    return Said("ban", words, str(facts.get("reason") or ""))


def _given(facts: dict[str, Any], _event: Event, names: Names) -> Said:
    words = ngettext(
        "Gave %(points)s point to %(customer)s", "Gave %(points)s points to %(customer)s", _points(facts)
    )
    whom = names.customer(facts.get("to"))
    return Said("gift", words % {"points": _points(facts), "customer": whom})


def _received(facts: dict[str, Any], _event: Event, names: Names) -> Said:
    words = ngettext(
        "Received %(points)s point from %(customer)s",
        "Received %(points)s points from %(customer)s",
        _points(facts),
    )
    whom = names.customer(facts.get("giver"))
    return Said("gift", words % {"points": _points(facts), "customer": whom})


def _pooled(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    change = _change(facts)
    words = (
        ngettext(
            "Took %(points)s point out of the household's",
            "Took %(points)s points out of the household's",
            change,
        )
        if change > 0
        else ngettext(
            "Put %(points)s point into the household's", "Put %(points)s points into the household's", -change
        )
    )
    return Said("users-group", words % {"points": abs(change)})


def _pool_share(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("From now on %(percent)s %% of what she earns goes into the household's points")
    return Said("users-group", words % {"percent": facts.get("percent")})


def _partner(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    change = _change(facts)
    words = (
        ngettext(
            "%(points)s point for %(theirs)s of %(partner)s",
            "%(points)s points for %(theirs)s of %(partner)s",
            change,
        )
        if change > 0
        else ngettext(
            "%(points)s point turned into %(theirs)s of %(partner)s",
            "%(points)s points turned into %(theirs)s of %(partner)s",
            -change,
        )
    )
    facts = {"points": abs(change), "theirs": facts.get("theirs"), "partner": facts.get("partner")}
    return Said("refresh", words % facts)


def _brought(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = ngettext(
        "Brought %(points)s point from another system",
        "Brought %(points)s points from another system",
        _points(facts),
    ) % {"points": _points(facts)}
    return Said("download", words)


def _moved(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "link",
        ngettext("%(change)s point with the merge", "%(change)s points with the merge", abs(_change(facts)))
        % {"change": _signed(facts)},
    )


def _points(facts: dict[str, Any]) -> int:
    return int(facts.get("points") or 0)


def _change(facts: dict[str, Any]) -> int:
    return int(facts.get("change") or 0)


def _signed(facts: dict[str, Any]) -> str:
    change = _change(facts)
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
