"""What answering brings, in the member's words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.draws.models import Draw, State
from quen.surveys.models import Response, RewardKind, Survey
from quen.vouchers.models import VoucherKind


def promised(survey: Survey) -> str:
    """What whoever answers to the end is given; empty for nothing, or what is no longer to be had."""
    if survey.reward == RewardKind.POINTS:
        points = survey.reward_points or 0
        return ngettext("%(points)s point", "%(points)s points", points) % {"points": points}
    if survey.reward == RewardKind.VOUCHER:
        rows = VoucherKind.objects.filter(key=survey.reward_voucher, stopped_at=None)
        return rows.values_list("name", flat=True).first() or ""
    if survey.reward == RewardKind.DRAW:
        name = (
            Draw.objects.filter(pk=survey.reward_draw or 0, state=State.OPEN)
            .values_list("name", flat=True)
            .first()
        )
        return _("an entry in the draw “%(name)s”") % {"name": name} if name else ""
    return ""


def given(response: Response) -> str:
    """What this answer brought; empty for nothing."""
    kind, _colon, what = response.reward.partition(":")
    if kind == RewardKind.POINTS:
        words = ngettext("You have %(points)s point more.", "You have %(points)s points more.", int(what))
        return words % {"points": what}
    if kind == RewardKind.VOUCHER:
        return _("You have a voucher: %(code)s") % {"code": what}
    if kind == RewardKind.DRAW:
        return _("You have an entry in the draw.")
    return ""
