"""The field's cuts, ready made: where customers stand, how far they came, what they are worth, RFM.

They are rows like any segment, made when the installation starts, so that every page and every question treats them
alike. Who is in them is kept only where somebody follows them: their counts come from one query a day.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from quen.kernel.actor import SYSTEM
from quen.kernel.sentences import gettext_noop
from quen.segments.models import Segment


@dataclass(frozen=True)
class Cut:
    """A ready-made segment. `name` is an English source string."""

    key: str
    name: str
    rule: dict[str, Any]


def _one(condition: str, **told: object) -> dict[str, Any]:
    return {"all": [{"condition": condition, **told}]}


def _bought(times: int) -> dict[str, Any]:
    return _one("bought", of="", compare="at_least", times=times, when={"span": "ever"})


READY_MADE = (
    Cut("potential", gettext_noop("Known, not bought yet"), _one("stage", stages=["potential"])),
    Cut("new", gettext_noop("New customers"), _one("stage", stages=["new"])),
    Cut("repeat", gettext_noop("Repeat customers"), _one("stage", stages=["repeat"])),
    Cut("loyal", gettext_noop("Loyal customers"), _one("stage", stages=["loyal"])),
    Cut("lapsed", gettext_noop("Did not return"), _one("stage", stages=["lapsed"])),
    Cut("first-big", gettext_noop("First purchase was big"), _one("first_big", big="yes")),
    Cut("bought-1", gettext_noop("Funnel: bought at least once"), _bought(1)),
    Cut("bought-2", gettext_noop("Funnel: bought at least twice"), _bought(2)),
    Cut("bought-3", gettext_noop("Funnel: bought at least 3 times"), _bought(3)),
    Cut("bought-5", gettext_noop("Funnel: bought at least 5 times"), _bought(5)),
    Cut("members", gettext_noop("Funnel: members of the programme"), _one("member", member="yes")),
    Cut("value-top", gettext_noop("Value: top 5 %"), _one("value", bands=["top"])),
    Cut("value-high", gettext_noop("Value: next 15 %"), _one("value", bands=["high"])),
    Cut("value-middle", gettext_noop("Value: next 30 %"), _one("value", bands=["middle"])),
    Cut("value-low", gettext_noop("Value: the rest"), _one("value", bands=["low"])),
    Cut("rfm-champions", gettext_noop("RFM: Champions"), _one("rfm", names=["champions"])),
    Cut(
        "rfm-potential-loyalist",
        gettext_noop("RFM: Potential Loyalist"),
        _one("rfm", names=["potential_loyalist"]),
    ),
    Cut("rfm-loyal", gettext_noop("RFM: Loyal Customers"), _one("rfm", names=["loyal_customers"])),
    Cut("rfm-promising", gettext_noop("RFM: Promising"), _one("rfm", names=["promising"])),
    Cut("rfm-new", gettext_noop("RFM: New Customers"), _one("rfm", names=["new_customers"])),
    Cut("rfm-cant-lose", gettext_noop("RFM: Can't Lose Them"), _one("rfm", names=["cant_lose_them"])),
    Cut("rfm-at-risk", gettext_noop("RFM: At Risk"), _one("rfm", names=["at_risk"])),
    Cut("rfm-need-attention", gettext_noop("RFM: Need Attention"), _one("rfm", names=["need_attention"])),
    Cut("rfm-about-to-sleep", gettext_noop("RFM: About To Sleep"), _one("rfm", names=["about_to_sleep"])),
    Cut("rfm-lost", gettext_noop("RFM: Lost"), _one("rfm", names=["lost"])),
    Cut("rfm-others", gettext_noop("RFM: Others"), _one("rfm", names=["others"])),
)


@transaction.atomic
def make_ready_made(*, at: datetime) -> int:
    """Make the ready-made segments that are not there yet; how many were new. One query where none is."""
    there = set(Segment.objects.filter(key__in=[cut.key for cut in READY_MADE]).values_list("key", flat=True))
    new = [cut for cut in READY_MADE if cut.key not in there]
    for cut in new:
        made = Segment.objects.create(
            key=cut.key, name=cut.name, rule=cut.rule, is_ready_made=True, is_kept=False, owner=str(SYSTEM),
            made_at=at, changed_at=at,
        )  # fmt: skip
        made.versions.create(number=1, name=cut.name, rule=cut.rule, changed_at=at, changed_by=str(SYSTEM))
    return len(new)
