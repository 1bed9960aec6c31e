"""Where a customer stands in words, and her silence against her own rhythm."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.console.templatetags.written import number
from quen.insight.models import CustomerSummary
from quen.people.classification import GAPS_UNTIL_DUE, Stage

_ROOM_PERCENT = 25


@dataclass(frozen=True)
class Rhythm:
    """Days: `silent` since the last visit, `usual` between visits (None after one visit), `allowed` until due."""

    silent: int
    usual: float | None
    allowed: int

    @property
    def is_late(self) -> bool:
        return self.silent > self.allowed

    @property
    def silent_share(self) -> int:
        """Percent of the drawing's width."""
        return self._share(self.silent)

    @property
    def usual_share(self) -> int:
        return self._share(self.usual or 0)

    @property
    def allowed_share(self) -> int:
        return self._share(self.allowed)

    @property
    def has_room_for_usual(self) -> bool:
        """Whether the two marks stand far enough apart for both their words, also on a telephone."""
        return self.allowed_share - self.usual_share >= _ROOM_PERCENT

    def _share(self, days: float) -> int:
        return round(100 * days / (1.08 * max(self.silent, self.allowed, 1)))

    @property
    def words(self) -> str:
        """The finding, as a sentence."""
        now = _days(self.silent)
        if self.usual is None:
            return _("One visit so far, %(now)s ago. No rhythm yet.") % {"now": now}
        usual = _days(max(1, round(self.usual)))
        return _("Usually every %(usual)s, now %(now)s since the last visit.") % {"usual": usual, "now": now}


def rhythm(summary: CustomerSummary, today: date) -> Rhythm | None:
    """None without a purchase."""
    if summary.last_at is None or summary.due_on is None:
        return None
    last = timezone.localtime(summary.last_at).date()
    return Rhythm(max(0, (today - last).days), summary.median_gap_days, (summary.due_on - last).days)


def reason(summary: CustomerSummary) -> str:
    """Why she stands where she stands: the rule of people/classification.py with her own numbers."""
    if summary.stage == Stage.POTENTIAL or summary.due_on is None:
        return _("Known, but without a purchase so far.")
    due = f"{summary.due_on:%d/%m/%Y}"
    if summary.median_gap_days is None:
        if summary.stage == Stage.LAPSED:
            return _("Bought on one day only and was expected back by %(due)s.") % {"due": due}
        return _("Bought on one day so far. A second visit by %(due)s is in time.") % {"due": due}
    days = ngettext("%(count)s purchase day", "%(count)s purchase days", summary.purchase_days)
    visits = days % {"count": number(summary.purchase_days)}
    if summary.stage == Stage.LAPSED:
        words = _("%(visits)s, then silence: expected by %(due)s, %(gaps)s times the usual gap.")
        return words % {"visits": visits, "due": due, "gaps": GAPS_UNTIL_DUE}
    return _("%(visits)s. The next visit is in time until %(due)s.") % {"visits": visits, "due": due}


def _days(days: float) -> str:
    return ngettext("%(count)s day", "%(count)s days", round(days)) % {"count": number(days)}
