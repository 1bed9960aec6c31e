"""Why customers leave, from wherever they say so: ending offers, a lead that was lost, a goodbye survey.

A competitor is whom staff chose for a lost lead, else the first of the register whose name stands in the words.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from quen.kernel.names import search_key
from quen.leads.models import Competitor, Lead, LeadState, LossReason
from quen.messages.models import Unsubscribed
from quen.messages.unsubscribe import Why
from quen.surveys.models import Response
from quen.surveys.ready_made import LEAVING

MOST = 5_000
"""So many newest statements of each source are read."""
_LAST_WORDS = 10
_SHORTEST_NAME = 3


class Reason(models.TextChoices):
    """One list for all sources."""

    PRICE = "price", _("Price")
    ELSEWHERE = "elsewhere", _("Buys elsewhere now")
    SERVICE = "service", _("Was not satisfied")
    NEED = "need", _("No need, or moved away")
    MESSAGES = "messages", _("Too many messages, or unasked ones")
    TIMING = "timing", _("Not the time")
    OTHER = "other", _("Another reason")
    UNSAID = "unsaid", _("Did not say")


class Source(models.TextChoices):
    UNSUBSCRIBED = "unsubscribed", _("Ended offers")
    LOST = "lost", _("Lost lead")
    SURVEY = "survey", _("Goodbye survey")


_OF_UNSUBSCRIBED = {
    "": Reason.UNSAID, Why.TOO_MANY: Reason.MESSAGES, Why.NEVER_ASKED: Reason.MESSAGES, Why.NOT_FOR_ME: Reason.NEED,
    Why.MOVED_ON: Reason.ELSEWHERE, Why.NOT_SATISFIED: Reason.SERVICE, Why.OTHER: Reason.OTHER,
}  # fmt: skip
_OF_LOST = {
    LossReason.PRICE: Reason.PRICE, LossReason.COMPETITOR: Reason.ELSEWHERE, LossReason.NEED: Reason.NEED,
    LossReason.TIMING: Reason.TIMING, LossReason.NO_ANSWER: Reason.UNSAID, LossReason.OTHER: Reason.OTHER,
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One customer's statement. `competitor`: the register's number, where one is meant."""

    source: Source
    customer: int | None
    reason: Reason
    words: str
    at: datetime
    competitor: int | None = None


@dataclass(frozen=True)
class Leaving:
    """`table`: reasons by how often, with the counts of each source. `for_whom`: competitor → how many."""

    table: list[tuple[Reason, dict[Source, int], int]]
    for_whom: Counter[int]
    last: list[Said]

    @property
    def total(self) -> int:
        return sum(count for _reason, _counts, count in self.table)


def leaving(*, since: datetime, until: datetime) -> Leaving:
    """What was said in that time; of one customer the newest word of each source counts. Four queries."""
    names = [
        (key, pk)
        for pk, key in Competitor.objects.values_list("pk", "name_key")
        if len(key) >= _SHORTEST_NAME
    ]
    said = [_named(one, names) for one in _newest(since, until)]
    counts = Counter((one.reason, one.source) for one in said)
    table = [
        (reason, {source: counts[reason, source] for source in Source}, sum(counts[reason, each] for each in Source))
        for reason in Reason
    ]  # fmt: skip
    shown = sorted((row for row in table if row[2]), key=lambda row: -row[2])
    spoken = sorted((one for one in said if one.words), key=lambda one: one.at, reverse=True)
    return Leaving(shown, Counter(one.competitor for one in said if one.competitor), spoken[:_LAST_WORDS])


def _newest(since: datetime, until: datetime) -> Iterator[Said]:
    seen: set[tuple[Source, int]] = set()
    for statements in (_unsubscribed(since, until), _lost(since, until), _surveys(since, until)):
        for one in statements:
            whose = (one.source, one.customer or 0)
            if one.customer is None or whose not in seen:
                seen.add(whose)
                yield one


def _unsubscribed(since: datetime, until: datetime) -> Iterator[Said]:
    """Who would only rather be written to another way leaves nobody."""
    rows = Unsubscribed.objects.filter(at__gte=since, at__lt=until).exclude(reason=Why.WRONG_CHANNEL)
    for customer, reason, words, at in rows.order_by("-at", "-pk").values_list(
        "customer", "reason", "words", "at"
    )[:MOST]:
        yield Said(Source.UNSUBSCRIBED, customer, _OF_UNSUBSCRIBED.get(reason, Reason.OTHER), words, at)


def _lost(since: datetime, until: datetime) -> Iterator[Said]:
    rows = Lead.objects.filter(state=LeadState.LOST, ended_at__gte=since, ended_at__lt=until)
    for customer, reason, words, at, competitor in rows.order_by("-ended_at", "-pk").values_list(
        "customer", "loss_reason", "words", "ended_at", "competitor"
    )[:MOST]:
        if at is not None:
            yield Said(Source.LOST, customer, _OF_LOST[LossReason(reason)], words, at, competitor)


def _surveys(since: datetime, until: datetime) -> Iterator[Said]:
    """Answers of surveys whose first question is that of the ready-made goodbye."""
    rows = Response.objects.filter(
        answered_at__gte=since, answered_at__lt=until, version__form__questions__0__key=LEAVING
    )
    for customer, answers, words, at in rows.order_by("-answered_at", "-pk").values_list(
        "customer", "answers", "words", "answered_at"
    )[:MOST]:
        chosen = [key for key in answers.get(LEAVING) or () if key in Reason.values]
        yield Said(Source.SURVEY, customer, Reason(chosen[0]) if chosen else Reason.OTHER, words, at)


def _named(one: Said, names: list[tuple[str, int]]) -> Said:
    if one.competitor is not None or not one.words:
        return one
    words = f" {search_key(one.words)} "
    found = next((pk for key, pk in names if f" {key} " in words), None)
    return Said(one.source, one.customer, one.reason, one.words, one.at, found)
