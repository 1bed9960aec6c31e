"""A kind's terms in plain words: what it gives, then every limit. Surfaces join them with commas."""

from collections.abc import Mapping

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.conditions import Scope
from quen.programme.fields import WEEKDAYS
from quen.programme.words import Amount, Listed, Weekdays
from quen.vouchers.reasons import span
from quen.vouchers.terms import Bundle, FixedOff, FreeItem, Gives, PercentOff, Terms


def describe(terms: Terms, currency: str, tier_names: Mapping[str, str]) -> list[Sentence]:
    """What it gives comes first: ``20% off``, ``at most 50,000 ₫``, ``for receipts from 200,000 ₫``.

    `tier_names` says what tiers are called; one that is not there stands by its key.
    """
    return [
        *_gives(terms.gives, currency),
        *_goods(terms, currency),
        *_times(terms),
        *_people(terms, tier_names),
        *_limits(terms),
        *_returns(terms),
    ]


def _gives(gives: Gives, currency: str) -> list[Sentence]:
    if isinstance(gives, FixedOff):
        return [Sentence(gettext_noop("%(amount)s off"), {"amount": Amount(gives.amount_minor, currency)})]
    if isinstance(gives, PercentOff):
        words = [Sentence(gettext_noop("%(percent)s%% off"), {"percent": gives.percent})]
        if gives.cap_minor is not None:
            most = Amount(gives.cap_minor, currency)
            words.append(Sentence(gettext_noop("at most %(most)s"), {"most": most}))
        return words
    if isinstance(gives, FreeItem):
        facts = {"quantity": gives.quantity, "goods": _names(gives.free)}
        return [Sentence(gettext_noop("%(quantity)s × %(goods)s free, the cheapest of them"), facts)]
    if isinstance(gives, Bundle):
        parts = tuple(f"{part.quantity} × {_names(part.goods)}" for part in gives.parts)
        facts = {"goods": Listed(parts), "price": Amount(gives.price_minor, currency)}
        return [Sentence(gettext_noop("%(goods)s together for %(price)s"), facts)]
    return [Sentence(gettext_noop("Handed over at the counter"))]


def _goods(terms: Terms, currency: str) -> list[Sentence]:
    words = []
    if terms.minimum_minor:
        minimum = Amount(terms.minimum_minor, currency)
        words.append(Sentence(gettext_noop("for receipts from %(minimum)s"), {"minimum": minimum}))
    if terms.goods:
        words.append(Sentence(gettext_noop("only on %(goods)s"), {"goods": _names(terms.goods)}))
    if terms.stores:
        words.append(Sentence(gettext_noop("only at %(stores)s"), {"stores": Listed(terms.stores)}))
    if terms.channels:
        words.append(
            Sentence(gettext_noop("only through %(channels)s"), {"channels": Listed(terms.channels)})
        )
    return words


def _times(terms: Terms) -> list[Sentence]:
    words = []
    if terms.first_day:
        words.append(Sentence(gettext_noop("from %(day)s"), {"day": terms.first_day}))
    if terms.last_day:
        words.append(Sentence(gettext_noop("until %(day)s"), {"day": terms.last_day}))
    if terms.weekdays:
        days = Weekdays(tuple(day for day in WEEKDAYS if day in terms.weekdays))
        words.append(Sentence(gettext_noop("on %(days)s"), {"days": days}))
    if terms.hours:
        words.append(Sentence(gettext_noop("at %(hours)s"), {"hours": Listed(tuple(map(span, terms.hours)))}))
    if terms.valid_days:
        words.append(
            Sentence(
                one_or_many(
                    terms.valid_days,
                    gettext_noop("valid for a day once issued"),
                    gettext_noop("valid for %(days)s days once issued"),
                ),
                {"days": terms.valid_days},
            )
        )
    return words


def _people(terms: Terms, tier_names: Mapping[str, str]) -> list[Sentence]:
    words = []
    if terms.members_only:
        words.append(Sentence(gettext_noop("for members")))
    if terms.tiers:
        tiers = Listed(tuple(tier_names.get(key, key) for key in terms.tiers))
        words.append(Sentence(gettext_noop("for the tiers %(tiers)s"), {"tiers": tiers}))
    if terms.tags:
        words.append(Sentence(gettext_noop("for customers tagged %(tags)s"), {"tags": Listed(terms.tags)}))
    if terms.is_transferable:
        words.append(Sentence(gettext_noop("may be given to somebody else")))
    return words


def _limits(terms: Terms) -> list[Sentence]:
    words = []
    if terms.most_uses:
        words.append(
            Sentence(
                one_or_many(
                    terms.most_uses, gettext_noop("once in all"), gettext_noop("%(uses)s times in all")
                ),
                {"uses": terms.most_uses},
            )
        )
    if terms.most_a_member:
        words.append(
            Sentence(
                one_or_many(
                    terms.most_a_member,
                    gettext_noop("once a customer"),
                    gettext_noop("%(uses)s times a customer"),
                ),
                {"uses": terms.most_a_member},
            )
        )
    if terms.most_a_day:
        words.append(
            Sentence(
                one_or_many(
                    terms.most_a_day, gettext_noop("once a day"), gettext_noop("%(uses)s times a day")
                ),
                {"uses": terms.most_a_day},
            )
        )
    if terms.stacks:
        words.append(Sentence(gettext_noop("together with other vouchers")))
    else:
        words.append(Sentence(gettext_noop("one a receipt, not together with others")))
    return words


def _returns(terms: Terms) -> list[Sentence]:
    if terms.on_return == "judged_again":
        return [Sentence(gettext_noop("judged again when goods come back"))]
    if terms.on_return == "stays_used":
        return [Sentence(gettext_noop("stays used when goods come back"))]
    return []


def _names(scope: Scope) -> str:
    return ", ".join((*scope.products, *scope.categories))
