"""What a dry run found, as sentences in the language of the reader: what it cannot know, and how a way ended."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.journeys.describe import trigger_said
from quen.journeys.dry_run import Example
from quen.journeys.models import Reason
from quen.journeys.past import Caveat, Told
from quen.segments.names import Names


def end_said(each: Example, said: Mapping[str, str]) -> str:
    """How somebody's way ended; `said`: the steps in words, by path."""
    walked = each.walked
    if walked.left_at is None or walked.reason is None:
        return _("Still on her way: %(step)s") % {"step": said[walked.step]}
    if walked.reason == Reason.EXIT:
        return said[walked.passed[-1].path]
    return str(walked.reason.label)


def caveat_said(told: Told, names: Names) -> str:
    """What a dry run cannot know."""
    facts = {
        "count": names.number(told.number),
        "day": f"{told.day:%d/%m/%Y}" if told.day else "",
        "what": trigger_said(told.trigger, names) if told.trigger else _listed(told, names),
    }
    return _words(told) % facts


def _listed(told: Told, names: Names) -> str:
    return "; ".join(each.said(names) for each in told.conditions)


def _words(told: Told) -> str:
    if told.caveat == Caveat.FORECAST:
        return ngettext(
            "“%(what)s” cannot be replayed: forecasts of days past are not kept. Today it names %(count)s customer.",
            "“%(what)s” cannot be replayed: forecasts of days past are not kept. Today it names %(count)s customers.",
            told.number,
        )
    if told.caveat == Caveat.SEGMENT:
        if told.day is None:
            return _("“%(what)s” cannot be replayed: nobody kept who came in and went out in this year.")
        return _("“%(what)s” is known only since %(day)s, when it was kept for the first time.")
    return {
        Caveat.SAMPLE: _(
            "There are very many customers: one in %(count)s was followed, and the figures are so many times theirs."
        ),
        Caveat.YOUNG: _("Nothing is known of the days before %(day)s."),
        Caveat.RULES: _("Asked as of today, because what it was then is not kept: customers who %(what)s."),
        Caveat.GUARD: _(
            "Whether a message may go (consent, quiet hours, caps) is decided when it goes: fewer may get one."
        ),
        Caveat.POINTS: _("“%(what)s” cannot be replayed: of points that are gone nobody knows the last day."),
    }[told.caveat]
