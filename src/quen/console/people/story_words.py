"""Every kind of event as a sentence with an icon."""

from typing import Any

from django.utils.translation import gettext as _

from quen.console.people.fact_words import in_words, label
from quen.console.people.story_words_cards import CARDS
from quen.console.people.story_words_care import CARE
from quen.console.people.story_words_chats import CHATS
from quen.console.people.story_words_journeys import JOURNEYS
from quen.console.people.story_words_leads import LEADS
from quen.console.people.story_words_loyalty import LOYALTY
from quen.console.people.story_words_messages import MESSAGES
from quen.console.people.story_words_person import PERSON
from quen.console.people.story_words_points import POINTS
from quen.console.people.story_words_referrals import REFERRALS
from quen.console.people.story_words_segments import SEGMENTS
from quen.console.people.story_words_surveys import SURVEYS
from quen.console.people.story_words_tasks import TASKS
from quen.console.people.story_words_tickets import TICKETS
from quen.console.people.story_words_vouchers import VOUCHERS
from quen.console.people.story_words_warranty import WARRANTY
from quen.console.people.telling import Names, Said, Teller
from quen.events.models import Event
from quen.kernel.phone import spaced
from quen.leads.words import source_in_words
from quen.messages.confirmed import proof_as_read
from quen.people.classification import Stage
from quen.people.models import ConsentChannel, IdentityKind, Purpose


def said(event: Event, names: Names) -> Said:
    """The event in words; one this version does not know is told by its name rather than hidden."""
    teller = _TELLERS.get(event.kind)
    return teller(event.facts, event, names) if teller else Said("info-circle", event.kind)


def _bought(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Bought for %(amount)s") % {"amount": names.money(facts.get("amount_minor"))}
    return Said("shopping-bag", words + names.at_store(event))


def _completed(_facts: dict[str, Any], event: Event, names: Names) -> Said:
    return Said("receipt", _("A later file completed a purchase") + names.at_store(event))


def _returned(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Returned goods for %(amount)s") % {"amount": names.money(facts.get("amount_minor"))}
    return Said("receipt-refund", words + names.at_store(event))


def _return_completed(_facts: dict[str, Any], event: Event, names: Names) -> Said:
    return Said("receipt-refund", _("A later file completed a return") + names.at_store(event))


def _stage_changed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    before, after = str(facts.get("before") or ""), str(facts.get("after") or "")
    went = {"after": _stage(after), "before": _stage(before)}
    words = _("Became: %(after)s (before: %(before)s)") if before else _("Became: %(after)s")
    return Said("trending-down" if after == Stage.LAPSED else "trending-up", words % went)


def _stage(value: str) -> str:
    return str(Stage(value).label) if value in Stage.values else value


def _added(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    source = source_in_words(str(facts.get("source") or ""))
    words = _("Became known: %(source)s") % {"source": source} if source else _("Became known")
    return Said("user-plus", words)


def _edited(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    before, after = facts.get("before") or {}, facts.get("after") or {}
    changes = [
        f"{label(name)}: {in_words(name, before.get(name))} → {in_words(name, value)}"
        for name, value in after.items()
    ]
    return Said("edit", _("Facts were changed"), "; ".join(changes))


def _identity_added(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("id", _("Recognised from now on by %(identity)s") % {"identity": _identity(facts)})


def _identity_removed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("id", _("No longer recognised by %(identity)s") % {"identity": _identity(facts)})


def _identity(facts: dict[str, Any]) -> str:
    kind, value = str(facts.get("identity")), str(facts.get("value"))
    shown = spaced(value) if kind == IdentityKind.PHONE else value
    return f"{IdentityKind(kind).label} {shown}" if kind in IdentityKind.values else shown


def _tagged(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    added, removed = ", ".join(facts.get("added") or []), ", ".join(facts.get("removed") or [])
    parts = []
    if added:
        parts.append(_("Tagged %(tags)s") % {"tags": added})
    if removed:
        parts.append(_("Tag taken off: %(tags)s") % {"tags": removed})
    return Said("tag", "; ".join(parts))


def _note_written(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("note", _("A note was written"), str(facts.get("text") or ""))


def _note_edited(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("note", _("A note was changed"), str(facts.get("after") or ""))


def _note_deleted(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("note", _("A note was deleted"))


def _note_restored(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("note", _("A deleted note was brought back"))


def _agreed(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "shield-check",
        _("Agreed: %(what)s") % {"what": _consent(facts)},
        proof_as_read(str(facts.get("proof") or "")),
    )


def _refused(facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said(
        "ban",
        _("Said no: %(what)s") % {"what": _consent(facts)},
        proof_as_read(str(facts.get("proof") or "")),
    )


def _consent(facts: dict[str, Any]) -> str:
    purpose, channel = str(facts.get("purpose")), str(facts.get("channel"))
    words = [
        str(choices(value).label) if value in choices.values else value
        for choices, value in ((Purpose, purpose), (ConsentChannel, channel))
    ]
    return ", ".join(words)


def _household_joined(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("users-group", _("Joined a household"))


def _household_left(_facts: dict[str, Any], _event: Event, _names: Names) -> Said:
    return Said("users-group", _("Left a household"))


def _contact_added(facts: dict[str, Any], event: Event, names: Names) -> Said:
    words = _("Speaks for %(company)s") % {"company": names.customer(event.subject)}
    part = str(facts.get("part") or "")
    return Said("building", words, in_words("part", part) if part else "")


def _contact_removed(_facts: dict[str, Any], event: Event, names: Names) -> Said:
    return Said(
        "building", _("No longer speaks for %(company)s") % {"company": names.customer(event.subject)}
    )


def _merged(facts: dict[str, Any], _event: Event, names: Names) -> Said:
    pair = {"merged": names.customer(facts.get("merged")), "into": names.customer(facts.get("into"))}
    return Said("link", _("%(merged)s was merged into %(into)s") % pair)


def _unmerged(facts: dict[str, Any], _event: Event, names: Names) -> Said:
    pair = {"merged": names.customer(facts.get("merged")), "into": names.customer(facts.get("into"))}
    return Said("users", _("%(merged)s and %(into)s were parted again") % pair)


def _told_apart(facts: dict[str, Any], _event: Event, names: Names) -> Said:
    pair = {"first": names.customer(facts.get("first")), "second": names.customer(facts.get("second"))}
    return Said("users", _("%(first)s and %(second)s were found to be two customers") % pair)


_TELLERS: dict[str, Teller] = {
    "purchase.recorded": _bought,
    "purchase.completed": _completed,
    "purchase.returned": _returned,
    "return.completed": _return_completed,
    "customer.stage_changed": _stage_changed,
    "customer.added": _added,
    "customer.edited": _edited,
    "identity.added": _identity_added,
    "identity.removed": _identity_removed,
    "customer.tagged": _tagged,
    "note.written": _note_written,
    "note.edited": _note_edited,
    "note.deleted": _note_deleted,
    "note.restored": _note_restored,
    "consent.given": _agreed,
    "consent.withdrawn": _refused,
    "household.joined": _household_joined,
    "household.left": _household_left,
    "contact.added": _contact_added,
    "contact.removed": _contact_removed,
    "customers.merged": _merged,
    "merge.undone": _unmerged,
    "customers.told_apart": _told_apart,
    **PERSON,
    **CARDS,
    **POINTS,
    **MESSAGES,
    **VOUCHERS,
    **WARRANTY,
    **LOYALTY,
    **REFERRALS,
    **SEGMENTS,
    **CARE,
    **TASKS,
    **CHATS,
    **TICKETS,
    **LEADS,
    **SURVEYS,
    **JOURNEYS,
}
