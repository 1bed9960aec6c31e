"""Which rewards a member may have now, and why not the others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quen.enrolment.versions import version_in_force
from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme import Programme
from quen.programme.words import Listed
from quen.rewards.models import Claim, ClaimState, Reward

COUNTED = (ClaimState.WAITING, ClaimState.HANDED_OVER)


@dataclass(frozen=True, slots=True)
class Offer:
    """A reward as one member sees it; no reasons: she may claim it."""

    reward: Reward
    reasons: tuple[Sentence, ...]

    @property
    def can_be_claimed(self) -> bool:
        return not self.reasons


def reasons_against(
    reward: Reward, *, tier: str, available: int, claimed: int, day: date
) -> tuple[Sentence, ...]:
    """Everything that stands against it, and how far it is. `claimed` is how often she has claimed it.

    One query where the reward asks for tiers.
    """
    return tuple(_reasons(reward, tier, available, claimed, day, _programme([reward], day)))


def _programme(rewards: Sequence[Reward], day: date) -> Programme | None:
    """The programme that knows their tiers, where one of them asks for any."""
    asks = any(reward.tiers or reward.early_days for reward in rewards)
    return version_in_force(day) if asks else None


def _reasons(
    reward: Reward, tier: str, available: int, claimed: int, day: date, programme: Programme | None
) -> list[Sentence]:
    found = []
    if not reward.is_shown:
        found.append(Sentence(gettext_noop("The reward is not offered at present.")))
    if (
        reward.first_day
        and day < reward.first_day
        and day < (opens := _opens(reward, reward.first_day, tier, programme))
    ):
        found.append(Sentence(gettext_noop("It is offered from %(day)s on."), {"day": opens}))
    if reward.last_day and day > reward.last_day:
        found.append(Sentence(gettext_noop("It was offered until %(day)s."), {"day": reward.last_day}))
    if reward.tiers and tier not in reward.tiers:
        names = tuple(map(programme.tier_name, reward.tiers)) if programme else tuple(reward.tiers)
        found.append(Sentence(gettext_noop("It is for the tiers %(tiers)s."), {"tiers": Listed(names)}))
    if reward.stock == 0:
        found.append(Sentence(gettext_noop("None is left.")))
    if reward.most_a_member is not None and claimed >= reward.most_a_member:
        found.append(
            Sentence(
                one_or_many(
                    reward.most_a_member,
                    gettext_noop("Each member may have it once."),
                    gettext_noop("Each member may have it %(times)s times."),
                ),
                {"times": reward.most_a_member},
            )
        )
    if available < reward.points:
        found.append(
            Sentence(
                gettext_noop("%(missing)s more points are needed."), {"missing": reward.points - available}
            )
        )
    return found


def _opens(reward: Reward, first_day: date, tier: str, programme: Programme | None) -> date:
    """The first day for this tier: some have early access."""
    if not reward.early_days or not _has_early_access(tier, programme):
        return first_day
    return first_day - timedelta(days=reward.early_days)


def _has_early_access(tier: str, programme: Programme | None) -> bool:
    steps = programme.tiers.steps if programme and programme.tiers else ()
    return any(step.key == tier and step.benefits.early_access for step in steps)


def claims_of(customer: int) -> list[Claim]:
    """Every claim that counts against the most a member may have, with its reward. One query."""
    return list(Claim.objects.filter(customer=customer, state__in=COUNTED).select_related("reward"))


def offers(
    *, customer: int | None, tier: str, available: int, day: date, claims: Sequence[Claim] | None = None
) -> list[Offer]:
    """The catalogue as a member sees it, what she may claim first.

    Two queries, one where `claims` are read already, and one more where a reward asks for tiers.
    """
    if claims is None:
        claims = claims_of(customer) if customer is not None else []
    claimed = Counter(claim.reward_id for claim in claims)
    rewards = list(Reward.objects.filter(is_shown=True).order_by("points", "name"))
    programme = _programme(rewards, day)
    rows = [
        Offer(row, tuple(_reasons(row, tier, available, claimed[row.pk], day, programme))) for row in rewards
    ]
    return sorted(rows, key=lambda offer: not offer.can_be_claimed)
