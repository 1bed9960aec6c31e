"""What was written to her, and what is to be done for her."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quen.kernel.sentences import gettext_noop
from quen.messages.channel import MessagePurpose
from quen.messages.events import MessageBounced, MessageDelivered, MessageRefused, MessageSent
from quen.messages.models import COUNTED, State
from quen.segments.conditions.facts import of_facts, of_many_facts
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.conditions.windows import in_window, moved_on
from quen.segments.conditions.words import DID, WHEN, YES_NO, YesNo, so_often, tidied, within
from quen.segments.inputs import EVER, OneOf, Whole, Window, told
from quen.segments.names import Names
from quen.segments.rules import Condition, Scope, Theme
from quen.segments.sql import Sql, negated
from quen.tasks.events import TaskCancelled, TaskCreated, TaskDone, TaskUndone
from quen.tasks.models import LIVE, TaskKind

ANY = "any"
PURPOSES = ((ANY, _("any message")), *MessagePurpose.choices)
FATES = (
    ("went", _("was written to")),
    ("arrived", _("was written to and it arrived")),
    ("bounced", _("was written to and it bounced")),
    ("refused", _("was to be written to and it could not be sent")),
)
_STATES: dict[str, tuple[State, ...]] = {
    "went": COUNTED,
    "arrived": (State.DELIVERED,),
    "bounced": (State.BOUNCED,),
    "refused": (State.REFUSED, State.EXPIRED),
}
KINDS = ((ANY, _("of any kind")), *TaskKind.choices)


@dataclass(frozen=True, kw_only=True)
class Written(Condition):
    """A message went to her, arrived, bounced or could not be sent; or none did."""

    key: ClassVar[str] = "written"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Written to, or not")
    touched_by: ClassVar[frozenset[str]] = OF_MERGES | {
        MessageSent.kind, MessageDelivered.kind, MessageBounced.kind, MessageRefused.kind,
    }  # fmt: skip

    did: str = told(DID, default=YesNo.YES.value)
    fate: str = told(OneOf(label=gettext_noop("What"), choices=FATES), default="went")
    purpose: str = told(OneOf(label=gettext_noop("Message"), choices=PURPOSES), default=ANY)
    times: int = told(Whole(label=gettext_noop("At least so many times"), least=1, most=1_000), default=1)
    when: Window = told(WHEN, default=EVER)

    def test(self, scope: Scope) -> Sql:
        asked, values = self._of_messages(scope)
        found = (
            of_facts("outreach_message", asked, *values)
            if self.times == 1
            else of_many_facts("outreach_message", self.times, asked, *values)
        )
        return found if self.did == YesNo.YES else negated(found)

    def said(self, names: Names) -> str:
        words = gettext("%(what)s %(when)s") if self.did == YesNo.YES else gettext("not: %(what)s %(when)s")
        what = str(dict(FATES)[self.fate])
        if self.purpose != ANY:
            what = gettext("%(what)s (%(purpose)s)") % {
                "what": what, "purpose": str(MessagePurpose(self.purpose).label).lower(),
            }  # fmt: skip
        return tidied(words % {"what": so_often(what, self.times), "when": within(self.when)})

    def next_change(self, scope: Scope) -> date | None:
        return moved_on(self.when, scope)

    def _of_messages(self, scope: Scope) -> tuple[str, list[object]]:
        asked = ["f.state = ANY (%s)"]
        told: list[object] = [[state.value for state in _STATES[self.fate]]]
        if self.purpose != ANY:
            asked.append("f.purpose = %s")
            told.append(self.purpose)
        moment = "f.ended_at" if self.fate == "refused" else "f.claimed_at"
        window, days = in_window(moment, self.when, scope.today)
        asked.append(window)
        told += days
        return " AND ".join(asked), told


@dataclass(frozen=True, kw_only=True)
class HasTask(Condition):
    """Something is still to be done for her, or nothing is."""

    key: ClassVar[str] = "open_task"
    theme: ClassVar[Theme] = Theme.CARE
    label: ClassVar[str] = gettext_noop("Open task")
    touched_by: ClassVar[frozenset[str]] = OF_MERGES | {
        TaskCreated.kind, TaskDone.kind, TaskCancelled.kind, TaskUndone.kind,
    }  # fmt: skip

    has: str = told(OneOf(label=gettext_noop("Open task"), choices=YES_NO), default=YesNo.YES.value)
    kind: str = told(OneOf(label=gettext_noop("Kind"), choices=KINDS), default=ANY)

    def test(self, scope: Scope) -> Sql:
        live = [state.value for state in LIVE]
        found = (
            of_facts("tasks_task", "f.state = ANY (%s)", live)
            if self.kind == ANY
            else of_facts("tasks_task", "f.state = ANY (%s) AND f.kind = %s", live, self.kind)
        )
        return found if self.has == YesNo.YES else negated(found)

    def said(self, names: Names) -> str:
        words = gettext("has an open task") if self.has == YesNo.YES else gettext("has no open task")
        if self.kind == ANY:
            return words
        return f"{words}: {str(TaskKind(self.kind).label).lower()}"
