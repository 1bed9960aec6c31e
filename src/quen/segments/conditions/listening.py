"""What she said when she was asked, and what she came with by herself."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.kernel.sentences import gettext_noop
from quen.segments.conditions.facts import of_facts
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.conditions.windows import in_window, moved_on
from quen.segments.conditions.words import DID, WHEN, YES_NO, YesNo, listed, tidied, within
from quen.segments.inputs import EVER, AnyOf, OneOf, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme
from quen.segments.sql import Sql, any_of, found_by, negated
from quen.surveys.events import SurveyAnswered, SurveyAsked, SurveyRevised
from quen.surveys.scales import Band, QuestionKind
from quen.tickets.choices import LIVE as LIVE_TICKETS
from quen.tickets.choices import TicketKind
from quen.tickets.events import (
    TicketClosed,
    TicketOpened,
    TicketRated,
    TicketReopened,
    TicketsMerged,
    TicketSolved,
    TicketsUnmerged,
)

ANY = "any"
_SCORED = [QuestionKind.NPS, QuestionKind.CSAT, QuestionKind.CES, QuestionKind.STARS]
SURVEYS = ((ANY, _("any survey")), *((kind.value, kind.label) for kind in _SCORED))
SCORES = (
    (ANY, _("whatever the score")),
    (Band.HIGH.value, _("with a high score")),
    (Band.MIDDLE.value, _("with a middling score")),
    (Band.LOW.value, _("with a low score")),
)
NPS = (
    (Band.HIGH.value, _("promoters")),
    (Band.MIDDLE.value, _("passives")),
    (Band.LOW.value, _("detractors")),
)
TICKETS = ((ANY, _("of any kind")), *TicketKind.choices)
FATES = (
    ("opened", _("came with a matter")),
    ("solved", _("had a matter settled")),
    ("rated_low", _("rated a solution with one or two stars")),
)
LOW_STARS = 2
_OF_ANSWERS = OF_MERGES | {SurveyAnswered.kind, SurveyRevised.kind}
_OF_TICKETS = OF_MERGES | {
    TicketOpened.kind, TicketSolved.kind, TicketReopened.kind, TicketClosed.kind, TicketRated.kind,
    TicketsMerged.kind, TicketsUnmerged.kind,
}  # fmt: skip

# Her latest answer is the later one of her own latest and the latest of those merged into her. Plan: each half reads
# her answers alone by survey_answers_of_customer; for everybody, one sort of the answers.
_LATER = """
    SELECT FROM surveys_response later JOIN surveys_survey asked ON asked.id = later.survey_id
    {joined} WHERE asked.kind = 'nps' AND later.band <> '' AND later.answered_at > latest.answered_at AND {hers}
"""
_LATEST = """
SELECT latest.customer_id FROM (
    SELECT DISTINCT ON ({customer}) {customer} AS customer_id, f.band, f.answered_at
    FROM surveys_response f JOIN surveys_survey s ON s.id = f.survey_id {joined}
    WHERE s.kind = 'nps' AND f.band <> '' AND {customer} IS NOT NULL
    ORDER BY {customer}, f.answered_at DESC, f.id DESC
) AS latest
WHERE latest.band = ANY (%s) AND NOT EXISTS ({later})
"""
_OWN = _LATEST.format(
    customer="f.customer_id", joined="",
    later=_LATER.format(
        joined="JOIN people_customer c ON c.id = later.customer_id", hers="c.root_id = latest.customer_id"
    ),
)  # fmt: skip
_MERGED = _LATEST.format(
    customer="c.root_id", joined="JOIN people_customer c ON c.id = f.customer_id",
    later=_LATER.format(joined="", hers="later.customer_id = latest.customer_id"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answered(Condition):
    """She answered a survey with her name, or did not. Answers without a name are nobody's."""

    key: ClassVar[str] = "answered"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Answered a survey, or not")
    touched_by: ClassVar[frozenset[str]] = _OF_ANSWERS

    did: str = told(DID, default=YesNo.YES.value)
    survey: str = told(OneOf(label=gettext_noop("Survey"), choices=SURVEYS), default=ANY)
    score: str = told(OneOf(label=gettext_noop("Score given"), choices=SCORES), default=ANY)
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        asked, values = in_window("f.answered_at", self.when, scope.today)
        if self.survey != ANY:
            asked += " AND EXISTS (SELECT FROM surveys_survey s WHERE s.id = f.survey_id AND s.kind = %s)"
            values = [*values, self.survey]
        if self.score != ANY:
            asked += " AND f.band = %s"
            values = [*values, self.score]
        return _yes_or_no(self.did, of_facts("surveys_response", asked, *values))

    def said(self, names: Names) -> str:
        words = gettext("answered %(what)s %(score)s %(when)s")
        if self.did == YesNo.NO:
            words = gettext("did not answer %(what)s %(score)s %(when)s")
        what = str(dict(SURVEYS)[self.survey])
        score = "" if self.score == ANY else str(dict(SCORES)[self.score])
        return tidied(words % {"what": what, "score": score, "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class LatestNps(Condition):
    """What her latest answer to "would you recommend us" makes her."""

    key: ClassVar[str] = "latest_nps"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Promoter, passive or detractor")
    touched_by: ClassVar[frozenset[str]] = _OF_ANSWERS

    bands: tuple[str, ...] = told(AnyOf(label=gettext_noop("By her latest NPS answer"), choices=NPS))

    def test(self, scope: Scope) -> Sql:
        return any_of(found_by(query, (list(self.bands),)) for query in (_OWN, _MERGED))

    def said(self, names: Names) -> str:
        bands = listed([str(dict(NPS)[band]) for band in self.bands])
        return gettext("is among the %(bands)s by the latest NPS answer") % {"bands": bands}


@dataclass(frozen=True, kw_only=True)
class LeftUnanswered(Condition):
    """She was asked and has not answered."""

    key: ClassVar[str] = "left_unanswered"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Asked, and did not answer")
    touched_by: ClassVar[frozenset[str]] = _OF_ANSWERS | {SurveyAsked.kind}

    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        asked, values = in_window("f.asked_at", self.when, scope.today)
        return of_facts("surveys_invitation", f"NOT f.is_answered AND {asked}", *values)

    def said(self, names: Names) -> str:
        return tidied(gettext("was asked and did not answer %(when)s") % {"when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


@dataclass(frozen=True, kw_only=True)
class HasTicket(Condition):
    """A matter of hers is not settled yet, or none is open."""

    key: ClassVar[str] = "open_ticket"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Open ticket")
    touched_by: ClassVar[frozenset[str]] = _OF_TICKETS

    has: str = told(OneOf(label=gettext_noop("Open ticket"), choices=YES_NO), default=YesNo.YES.value)
    kind: str = told(OneOf(label=gettext_noop("Kind"), choices=TICKETS), default=ANY)

    def test(self, scope: Scope) -> Sql:
        asked = "f.merged_into_id IS NULL AND f.state = ANY (%s)"
        values: list[Any] = [[state.value for state in LIVE_TICKETS]]
        if self.kind != ANY:
            asked += " AND f.kind = %s"
            values.append(self.kind)
        return _yes_or_no(self.has, of_facts("tickets_ticket", asked, *values))

    def said(self, names: Names) -> str:
        words = gettext("has an open ticket") if self.has == YesNo.YES else gettext("has no open ticket")
        return words + _of_kind(self.kind)


@dataclass(frozen=True, kw_only=True)
class HadTicket(Condition):
    """She came with a matter, had it settled, or rated the solution low; or did not."""

    key: ClassVar[str] = "ticket"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Ticket or complaint, or none")
    touched_by: ClassVar[frozenset[str]] = _OF_TICKETS

    did: str = told(DID, default=YesNo.YES.value)
    fate: str = told(OneOf(label=gettext_noop("What"), choices=FATES), default="opened")
    kind: str = told(OneOf(label=gettext_noop("Kind"), choices=TICKETS), default=ANY)
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        moment = {"opened": "f.opened_at", "solved": "f.solved_at"}.get(self.fate)
        asked, values = in_window(moment or "r.at", self.when, scope.today)
        if self.fate == "solved":
            asked = f"f.solved_at IS NOT NULL AND {asked}"
        elif self.fate == "rated_low":
            asked = (
                "EXISTS (SELECT FROM tickets_rating r WHERE r.ticket_id = f.id"
                f" AND r.score <= {LOW_STARS} AND {asked})"
            )
        if self.kind != ANY:
            asked += " AND f.kind = %s"
            values = [*values, self.kind]
        return _yes_or_no(
            self.did, of_facts("tickets_ticket", f"f.merged_into_id IS NULL AND {asked}", *values)
        )

    def said(self, names: Names) -> str:
        words = gettext("%(what)s %(when)s") if self.did == YesNo.YES else gettext("not: %(what)s %(when)s")
        what = str(dict(FATES)[self.fate]) + _of_kind(self.kind)
        return tidied(words % {"what": what, "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)


def _yes_or_no(answer: str, found: Sql) -> Sql:
    return found if answer == YesNo.YES else negated(found)


def _of_kind(kind: str) -> str:
    return "" if kind == ANY else f" ({str(TicketKind(kind).label).lower()})"
