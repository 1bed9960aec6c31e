"""Terms of warranty as the shop's numbered clauses: which goods are covered for how long, and what is excluded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from quen.kernel.sentences import gettext_noop

MOST_CLAUSES = 60
MOST_WORDS = 500
MOST_MONTHS = 600


class Covers(models.TextChoices):
    """What a clause speaks of; among those that grant months, one named earlier goes before one named later."""

    WRITTEN = "written", _("The months written on the receipt")
    PRODUCT = "product", _("One product")
    KEPT = "kept", _("The months kept with the product")
    CATEGORY = "category", _("A category")
    ALL = "all", _("All goods")
    EXCLUDED = "excluded", _("Excluded from warranty")


@dataclass(frozen=True)
class Clause:
    """One clause. `months` where it grants them itself; `product` is a code, `category` a search key.

    An exclusion that names a product or category refuses those goods; one that names none says of damage what staff
    must judge by looking.
    """

    number: int
    covers: Covers
    words: str = ""
    months: int | None = None
    product: str = ""
    category: str = ""


@dataclass(frozen=True)
class SoldAs:
    """What clauses look at: the goods' own kind, and the months promised for them elsewhere."""

    product: str = ""
    category: str = ""
    line_months: int | None = None
    product_months: int | None = None


@dataclass(frozen=True)
class Terms:
    """The clauses in force from a day on; `version` None: nothing was laid down yet."""

    clauses: Sequence[Clause]
    version: int | None = None
    in_force_from: date | None = None

    def exclusion_of(self, sold: SoldAs) -> Clause | None:
        """The first clause that excludes these very goods."""
        return next((clause for clause in self.exclusions if _names(clause, sold)), None)

    def grant_for(self, sold: SoldAs) -> tuple[Clause, int] | None:
        """The clause that goes before all others for these goods, and its months; None: nothing was promised."""
        order = list(Covers)
        found = [
            (order.index(clause.covers), clause.number, clause, months)
            for clause in self.clauses
            if (months := _months(clause, sold)) is not None
        ]
        if not found:
            return None
        _place, _number, clause, months = min(found, key=lambda row: row[:2])
        return (clause, months) if months else None

    @property
    def exclusions(self) -> list[Clause]:
        return [clause for clause in self.clauses if clause.covers == Covers.EXCLUDED]

    def clause(self, number: int | None) -> Clause | None:
        """The clause of this number."""
        return next((clause for clause in self.clauses if clause.number == number), None)


NOTHING_LAID_DOWN = Terms(
    (
        Clause(1, Covers.WRITTEN, gettext_noop("The months written on the receipt count.")),
        Clause(
            2,
            Covers.KEPT,
            gettext_noop("Where the receipt says nothing, the months kept with the product count."),
        ),
    )
)
"""What holds before the first terms: a promise made on a receipt or with a product is a promise."""


def to_values(clauses: Sequence[Clause]) -> list[dict[str, Any]]:
    """As they are kept."""
    return [
        {"number": one.number, "covers": one.covers.value, "words": one.words, "months": one.months,
         "product": one.product, "category": one.category}
        for one in clauses
    ]  # fmt: skip


def from_values(values: Sequence[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """What `to_values` wrote."""
    return tuple(Clause(**{**value, "covers": Covers(value["covers"])}) for value in values)


def _names(clause: Clause, sold: SoldAs) -> bool:
    """Whether it names these goods; one that names nothing names none."""
    if clause.product:
        return clause.product == sold.product
    return bool(clause.category) and clause.category == sold.category


def _months(clause: Clause, sold: SoldAs) -> int | None:
    """What the clause promises of these goods, None where it says nothing of them. 0 is a word, too: no warranty."""
    match clause.covers:
        case Covers.WRITTEN:
            return sold.line_months
        case Covers.KEPT:
            return sold.product_months
        case Covers.PRODUCT | Covers.CATEGORY:
            return clause.months if _names(clause, sold) else None
        case Covers.ALL:
            return clause.months
        case _:
            return None
