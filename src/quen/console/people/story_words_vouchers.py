"""What happens to vouchers and rewards, as sentences."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.vouchers.events import PARTED, RETURNED


def _issued(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    day = parse_date(str(facts.get("valid_until") or ""))
    until = _("until %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")} if day else ""
    detail = " · ".join(filter(None, [str(facts.get("code") or ""), until]))
    return Said("ticket", _("Got the voucher “%(name)s”") % {"name": facts.get("name")}, detail)


def _used(facts: dict[str, Any], event: Event, names: Names) -> Said:
    told = {"name": facts.get("name"), "amount": names.money(facts.get("discount_minor"))}
    words = _("Used the voucher “%(name)s”: %(amount)s off") % told + names.at_store(event)
    return Said("ticket", words, str(facts.get("code") or ""))


def _given_back(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("The voucher “%(name)s” was given back with a return") % {"name": facts.get("name")}
    return Said("arrow-back-up", words, str(facts.get("code") or ""))


def _voided(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("The voucher “%(name)s” was made void") % {"name": facts.get("name")}
    reason = str(facts.get("reason") or "")
    if reason == RETURNED:
        reason = _("its purchase was returned")
    if reason == PARTED:
        reason = _("the customers it was given to together are two again")
    return Said("ban", words, " · ".join(filter(None, [str(facts.get("code") or ""), reason])))


def _expired(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("The voucher “%(name)s” ended unused") % {"name": facts.get("name")}
    return Said("clock", words, str(facts.get("code") or ""))


def _freed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    words = _("The voucher “%(name)s” was freed from the till %(till)s") % {
        "name": facts.get("name"),
        "till": facts.get("till"),
    }
    return Said("lock-open", words, str(facts.get("code") or ""))


def _claimed(facts: dict[str, Any], event: Event, names: Names) -> Said:
    told = {"name": facts.get("name"), "points": facts.get("points")}
    words = _("Claimed “%(name)s” for %(points)s points") % told + names.at_store(event)
    return Said("gift", words, str(facts.get("code") or ""))


def _handed_over(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Took home “%(name)s”") % {"name": facts.get("name")} + names.at_store(event)
    return Said("gift", words, str(facts.get("voucher") or ""))


def _cancelled(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    timed_out = _("the time ran out") if facts.get("is_timed_out") else ""
    words = _("The claim of “%(name)s” was given up") % {"name": facts.get("name")}
    return Said("x", words, timed_out)


VOUCHERS: dict[str, Teller] = {
    "voucher.issued": _issued,
    "voucher.used": _used,
    "voucher.given_back": _given_back,
    "voucher.voided": _voided,
    "voucher.expired": _expired,
    "voucher.freed": _freed,
    "reward.claimed": _claimed,
    "reward.handed_over": _handed_over,
    "reward.cancelled": _cancelled,
}
