"""What answering brings, in the member's words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.draws.models import Draw, State
from quen.kernel.codes import for_reading
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


def without_name(survey: Survey) -> str:
    """What an answer without a name does not bring; empty where it brings the same."""
    if survey.reward == RewardKind.POINTS:
        return _("Points are for members: an answer without a name brings none.")
    if survey.reward == RewardKind.DRAW:
        return _("The draw is for members: an answer without a name is no entry in it.")
    return ""


def given(response: Response, *, code: str = "") -> str:
    """What this answer brought; empty for nothing. `code`: of its voucher, where this phone has it and nobody else."""
    kind, _colon, what = response.reward.partition(":")
    if response.customer_id is None:
        return _nameless(response, code)
    if kind == RewardKind.POINTS:
        words = ngettext("You have %(points)s point more.", "You have %(points)s points more.", int(what))
        return words % {"points": what}
    if kind == RewardKind.VOUCHER:
        return _("You have a voucher: %(code)s") % {"code": what}
    if kind == RewardKind.DRAW:
        return _("You have an entry in the draw.")
    return ""


def _nameless(response: Response, code: str) -> str:
    if code:
        words = _(
            "You have a voucher: %(code)s. Take a picture of it: it is not kept with your answer, so that nobody finds "
            "you by it."
        )
        return words % {"code": for_reading(code)}
    if response.reward:
        return _("The voucher for this answer was shown once, on the phone that sent it.")
    return without_name(response.survey)
