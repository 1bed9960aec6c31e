"""Which terms a purchase is judged by: those in force on its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quen.warranty.models import TermsVersion
from quen.warranty.terms import NOTHING_LAID_DOWN, Covers, Terms


@dataclass(frozen=True)
class AllTerms:
    """All versions, the newest first: few, so they are read once and asked often."""

    versions: Sequence[Terms]

    def on(self, day: date) -> Terms:
        """Those in force on a day."""
        return next(
            (terms for terms in self.versions if terms.in_force_from and terms.in_force_from <= day),
            NOTHING_LAID_DOWN,
        )

    @property
    def products(self) -> set[str]:
        """Codes of products any clause names."""
        return {clause.product for terms in self.versions for clause in terms.clauses if clause.product}

    @property
    def categories(self) -> set[str]:
        """Keys of categories any clause names."""
        return {clause.category for terms in self.versions for clause in terms.clauses if clause.category}

    @property
    def covers_all(self) -> bool:
        """Whether any clause grants months to all goods."""
        return any(
            clause.covers == Covers.ALL and clause.months
            for terms in self.versions
            for clause in terms.clauses
        )


def all_terms() -> AllTerms:
    """One query."""
    return AllTerms([version.said() for version in TermsVersion.objects.order_by("-in_force_from")])
