"""The shop says what it promises from a day on."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import search_key, tidy
from quen.kernel.sentences import gettext_noop
from quen.purchases.models import Category, Product
from quen.shops.clock import day_of
from quen.warranty.errors import BadTerms
from quen.warranty.events import TermsLaidDown
from quen.warranty.models import Claim, TermsVersion
from quen.warranty.terms import MOST_CLAUSES, MOST_MONTHS, MOST_WORDS, Clause, Covers, to_values

_GRANTS_ITSELF = (Covers.PRODUCT, Covers.CATEGORY, Covers.ALL)


@transaction.atomic
def lay_down(*, clauses: Sequence[Clause], in_force_from: date, at: datetime, by: Actor) -> TermsVersion:
    """Lay terms down; clauses are numbered in their order. Raises BadTerms.

    The first terms may begin on any day, so that what a shop promised before it came here is judged by it. Later ones
    begin today at the earliest: what was promised is not unsaid. Terms whose day has not come are replaced.
    """
    kept = [_checked(number, clause) for number, clause in enumerate(clauses, start=1)]
    if not 1 <= len(kept) <= MOST_CLAUSES:
        raise BadTerms(
            gettext_noop("Terms have 1 to %(most)s clauses. Nothing was changed."), most=MOST_CLAUSES
        )
    today, had = (
        day_of(at),
        TermsVersion.objects.select_for_update().filter(in_force_from=in_force_from).first(),
    )
    if in_force_from < today and TermsVersion.objects.exists():
        raise BadTerms(gettext_noop("What was promised is not unsaid: new terms begin today or later."))
    if had is not None and (in_force_from <= today or Claim.objects.filter(terms=had).exists()):
        raise BadTerms(gettext_noop("Terms of this day are in force already. Choose a later day."))
    version = had or TermsVersion(in_force_from=in_force_from)
    version.clauses, version.made_at, version.made_by = to_values(kept), at, str(by)
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as error:  # another laid terms of the same day down at the same moment
        raise BadTerms(gettext_noop("Terms of this day are in force already. Choose a later day.")) from error
    emit(
        TermsLaidDown(at=at, by=by, subject=version.pk, in_force_from=in_force_from.isoformat(), clauses=len(kept))
    )  # fmt: skip
    return version


def _checked(number: int, clause: Clause) -> Clause:
    """The clause as it is kept: numbered, with what it names found. Raises BadTerms."""
    words = tidy(clause.words)
    if not words or len(words) > MOST_WORDS:
        raise BadTerms(
            gettext_noop("Clause %(number)s: say it in 1 to %(most)s letters."),
            number=number,
            most=MOST_WORDS,
        )
    months = clause.months if clause.covers in _GRANTS_ITSELF else None
    if clause.covers in _GRANTS_ITSELF and (months is None or not 0 <= months <= MOST_MONTHS):
        raise BadTerms(
            gettext_noop("Clause %(number)s: say for how many months, 0 to %(most)s."),
            number=number,
            most=MOST_MONTHS,
        )
    return Clause(number, clause.covers, words, months, *_named(number, clause))


def _named(number: int, clause: Clause) -> tuple[str, str]:
    """The product's code and the category's key, as far as the clause may name them."""
    product = category = ""
    if clause.covers in (Covers.PRODUCT, Covers.EXCLUDED):
        product = clause.product.strip()
    if clause.covers in (Covers.CATEGORY, Covers.EXCLUDED) and not product:
        category = search_key(clause.category)
    if (clause.covers == Covers.PRODUCT and not product) or (
        clause.covers == Covers.CATEGORY and not category
    ):
        raise BadTerms(gettext_noop("Clause %(number)s: say of which product or category."), number=number)
    if product and not Product.objects.filter(code=product).exists():
        raise BadTerms(
            gettext_noop("Clause %(number)s: there is no product with the code %(code)s."),
            number=number,
            code=product,
        )
    if category and not Category.objects.filter(key=category).exists():
        raise BadTerms(
            gettext_noop("Clause %(number)s: there is no category %(name)s."),
            number=number,
            name=clause.category,
        )
    return product, category
