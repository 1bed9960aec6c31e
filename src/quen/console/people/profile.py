"""Everything the first screen of a profile shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from quen.console.people.authors import names_of
from quen.console.people.rhythm import Rhythm, reason, rhythm
from quen.insight.models import CustomerSummary
from quen.people.classification import AgeBand, Stage, age_band
from quen.people.duplicates import Proposal, proposals_for
from quen.people.models import Customer, Identity, IdentityKind, Merge, Note
from quen.people.reads import Basics, basics


@dataclass(frozen=True)
class Likeness:
    """Another customer who may be the same person, and why."""

    other: Customer
    score: int
    reasons: Sequence[str]


@dataclass(frozen=True)
class Profile:
    """One person: `basics` of the root and everyone merged into her, `summary` of their purchases."""

    basics: Basics
    summary: CustomerSummary
    rhythm: Rhythm | None
    reason: str
    age_band: AgeBand | None
    likenesses: Sequence[Likeness]
    merges: Sequence[Merge]
    notes: Sequence[tuple[Note, str]]
    consent_authors: Mapping[str, str]

    @property
    def customer(self) -> Customer:
        return self.basics.customer

    @property
    def shown_name(self) -> str:
        """Her name, or what she is known by where she gave none."""
        return self.customer.name or next(
            (one.value for one in self.basics.identities), f"#{self.customer.pk}"
        )

    @property
    def phones(self) -> list[Identity]:
        return [one for one in self.basics.identities if one.kind == IdentityKind.PHONE]

    @property
    def emails(self) -> list[Identity]:
        return [one for one in self.basics.identities if one.kind == IdentityKind.EMAIL]

    @property
    def average_minor(self) -> int | None:
        purchases = self.summary.purchases
        return round(self.summary.revenue_minor / purchases) if purchases else None

    @property
    def known_since(self) -> datetime:
        """Her first visit, or when she was written down, whichever was earlier."""
        return min(self.customer.created_at, self.summary.first_at or self.customer.created_at)

    @property
    def has_household(self) -> bool:
        return any(one.household_id for one in (self.customer, *self.basics.merged))


def profile(customer: int, *, today: date) -> Profile:
    """The person behind a customer, asked for by any of her numbers. Raises NoSuchCustomer."""
    known = basics(customer)
    root = known.customer.pk
    summary = CustomerSummary.objects.filter(customer=root).first() or without_purchase(root)
    merges = _merges(known)
    authors = names_of(
        [note.written_by for note in known.notes] + [word.because.recorded_by for word in known.consents]
        + [merge.merged_by for merge in merges]
    )  # fmt: skip
    return Profile(
        basics=known,
        summary=summary,
        rhythm=rhythm(summary, today),
        reason=reason(summary),
        age_band=age_band(known.birth_date, today),
        likenesses=[_likeness(proposal, root) for proposal in proposals_for(root)],
        merges=merges,
        notes=[(note, authors[note.written_by]) for note in known.notes],
        consent_authors=authors,
    )


def without_purchase(customer: int) -> CustomerSummary:
    """The summary of someone written down a moment ago, until the reader comes."""
    return CustomerSummary(
        customer_id=customer, purchases=0, purchase_days=0, revenue_minor=0, returned_minor=0,
        stage=Stage.POTENTIAL, value_band="", is_first_big=False,
    )  # fmt: skip


def _merges(known: Basics) -> list[Merge]:
    """The merges in force by which others count as this person."""
    if not known.merged:
        return []
    group = known.everyone
    inside = Merge.objects.filter(Q(customer__in=group) & Q(into__in=group), undone_at=None)
    return list(inside.select_related("customer", "into").order_by("merged_at"))


def _likeness(proposal: Proposal, root: int) -> Likeness:
    other = proposal.second if proposal.first.pk == root else proposal.first
    return Likeness(other, proposal.score, [str(reason.label) for reason in proposal.reasons])
