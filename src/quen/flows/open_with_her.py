"""What is still open between the shop and a person: shown before she is erased, and asked about once more."""

from collections.abc import Iterator

from django.db.models import Sum

from quen.draws.models import Award, AwardState
from quen.kernel.sentences import Sentence, gettext_noop
from quen.people.find import everyone_in, root_of
from quen.points.models import Account
from quen.rewards.models import Claim as RewardClaim
from quen.rewards.models import ClaimState
from quen.tickets.choices import LIVE
from quen.tickets.models import Ticket
from quen.vouchers.models import State, Voucher
from quen.warranty.models import Claim as WarrantyClaim


def open_with(customer: int) -> list[Sentence]:
    """A sentence for each; none where nothing is open. Raises NoSuchCustomer."""
    everyone = everyone_in(root_of(customer).pk)
    return [Sentence(said, {"count": count}) for said, count in _counts(everyone) if count]


def _counts(everyone: list[int]) -> Iterator[tuple[str, int]]:
    accounts = Account.objects.filter(customer__in=everyone)
    points = accounts.aggregate(points=Sum("balance"))["points"] or 0
    yield gettext_noop("%(count)s points, which nobody can spend any more."), points
    vouchers = Voucher.objects.filter(customer__in=everyone, state=State.READY)
    yield gettext_noop("%(count)s vouchers not used yet."), vouchers.count()
    claims = RewardClaim.objects.filter(customer__in=everyone, state=ClaimState.WAITING)
    yield gettext_noop("%(count)s rewards waiting to be handed over."), claims.count()
    prizes = Award.objects.filter(winner__participant__customer__in=everyone, state=AwardState.WAITING)
    yield gettext_noop("%(count)s prizes waiting to be fetched."), prizes.count()
    tickets = Ticket.objects.filter(customer__in=everyone, state__in=LIVE)
    yield gettext_noop("%(count)s open tickets, which are closed without an answer."), tickets.count()
    repairs = WarrantyClaim.objects.filter(customer__in=everyone, ended_at=None)
    yield (
        gettext_noop("%(count)s open warranty claims: nobody can be called when they are done."),
        repairs.count(),
    )
