"""A programme in plain words: what a member gets, when, and until when, for an owner to read before she launches.

Every sentence is made of the programme itself, so that words and rules cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from quen.kernel.sentences import Sentence, gettext_noop, one_or_many
from quen.programme.describe_gifts import (
    told_offer,
    told_price_steps,
    told_punch_card,
    told_refill,
    told_voucher,
)
from quen.programme.describe_rules import Told, told_group, told_rule
from quen.programme.expiry import Expiry
from quen.programme.programme import Programme
from quen.programme.splitting import told_splitting
from quen.programme.tiers import Benefits, Tiers, TierStep
from quen.programme.words import Amount, Listed


@dataclass(frozen=True, slots=True)
class Description:
    """The programme's chapters in words."""

    earning: tuple[Sentence, ...]
    counting: tuple[Sentence, ...]
    spending: tuple[Sentence, ...]
    tiers: tuple[Told, ...]
    climbing: tuple[Sentence, ...]
    rules: tuple[Told, ...]
    groups: tuple[Told, ...]
    gifts: tuple[Told, ...]


def describe(programme: Programme) -> Description:
    """All of the programme in words; render them with `words.say`."""
    currency = programme.currency
    return Description(
        earning=tuple(_earning(programme)),
        counting=tuple(_counting(programme)),
        spending=tuple(_spending(programme)),
        tiers=tuple(_tier(step, programme) for step in (programme.tiers.steps if programme.tiers else ())),
        climbing=tuple(_climbing(programme.tiers)) if programme.tiers else (),
        rules=tuple(told_rule(rule, programme) for rule in programme.rules),
        groups=tuple(told_group(group, programme) for group in programme.groups),
        gifts=(
            *(told_voucher(kind, currency) for kind in programme.vouchers),
            *(told_punch_card(card, programme) for card in programme.punch_cards),
            *(told_price_steps(steps) for steps in programme.price_steps),
            *(told_offer(offer, programme) for offer in programme.complementary_offers),
            *(told_refill(price) for price in programme.refill_prices),
        ),
    )


def _earning(programme: Programme) -> list[Sentence]:
    base = programme.base
    facts = {"points": base.points, "per": Amount(base.per_amount_minor, programme.currency)}
    every = one_or_many(
        base.points,
        gettext_noop("%(points)s point for every %(per)s."),
        gettext_noop("%(points)s points for every %(per)s."),
    )
    said = [*_welcome(programme), Sentence(every, facts)]
    left_over = {
        "down": gettext_noop("What is left over on a receipt is lost."),
        "nearest": gettext_noop("Half a step or more counts as a full one."),
        "up": gettext_noop("What is left over counts as a full step."),
    }[base.rounding]
    carried = gettext_noop("What is left over counts on the next visit.")
    said.append(Sentence(carried if base.carry_remainder else left_over))
    if base.never:
        names = Listed((*base.never.products, *base.never.categories))
        said.append(Sentence(gettext_noop("Nothing is earned on: %(names)s."), {"names": names}))
    return [*said, *_caps(programme), *told_splitting(programme)]


def _caps(programme: Programme) -> Iterator[Sentence]:
    caps = programme.caps
    for limit, one, many in (
        (
            caps.per_purchase,
            gettext_noop("At most %(points)s point a receipt."),
            gettext_noop("At most %(points)s points a receipt."),
        ),
        (
            caps.per_day,
            gettext_noop("At most %(points)s point a day and member."),
            gettext_noop("At most %(points)s points a day and member."),
        ),
        (
            caps.per_month,
            gettext_noop("At most %(points)s point a month and member."),
            gettext_noop("At most %(points)s points a month and member."),
        ),
        (
            caps.per_life,
            gettext_noop("At most %(points)s point in all for one member."),
            gettext_noop("At most %(points)s points in all for one member."),
        ),
        (
            caps.budget,
            gettext_noop("At most %(points)s point for all members together."),
            gettext_noop("At most %(points)s points for all members together."),
        ),
    ):
        if limit is not None:
            yield Sentence(one_or_many(limit, one, many), {"points": limit})


def _welcome(programme: Programme) -> list[Sentence]:
    welcome, said = programme.welcome, []
    if welcome and welcome.points:
        said.append(
            Sentence(
                one_or_many(
                    welcome.points,
                    gettext_noop("Whoever joins gets %(points)s point, to spend at once."),
                    gettext_noop("Whoever joins gets %(points)s points, to spend at once."),
                ),
                {"points": welcome.points},
            )
        )
    if welcome and welcome.voucher:
        name = next(kind.name for kind in programme.vouchers if kind.key == welcome.voucher)
        said.append(Sentence(gettext_noop("Whoever joins gets a voucher: %(voucher)s."), {"voucher": name}))
    return said


def _counting(programme: Programme) -> list[Sentence]:
    counted = programme.amounts
    return [
        Sentence(gettext_noop("Tax counts.") if counted.tax else gettext_noop("Tax does not count.")),
        Sentence(
            gettext_noop("Amounts count before discounts.")
            if counted.discounts
            else gettext_noop("Amounts count after discounts.")
        ),
        Sentence(
            gettext_noop("What is paid with vouchers or points counts too.")
            if counted.vouchers
            else gettext_noop("What is paid with vouchers or points earns nothing.")
        ),
    ]


def _spending(programme: Programme) -> list[Sentence]:
    said = [
        Sentence(
            gettext_noop("A point is worth %(amount)s."),
            {"amount": Amount(programme.point_value_minor, programme.currency)},
        ),
        Sentence(
            one_or_many(
                programme.pending_days,
                gettext_noop("It can be spent %(days)s day after it was earned."),
                gettext_noop("It can be spent %(days)s days after it was earned."),
            ),
            {"days": programme.pending_days},
        )
        if programme.pending_days
        else Sentence(gettext_noop("It can be spent at once.")),
    ]
    expiry = programme.expiry
    facts = {"months": expiry.months, "period": expiry.period_months}
    said.append(
        {
            "never": Sentence(gettext_noop("Points never expire.")),
            "earning": Sentence(
                one_or_many(
                    expiry.months,
                    gettext_noop("Points expire %(months)s month after they were earned."),
                    gettext_noop("Points expire %(months)s months after they were earned."),
                ),
                facts,
            ),
            "period_end": _with_period(expiry),
            "inactivity": Sentence(
                one_or_many(
                    expiry.months,
                    gettext_noop("All points expire when a member stays away for a month."),
                    gettext_noop("All points expire when a member stays away for %(months)s months."),
                ),
                facts,
            ),
        }[expiry.after]
    )
    return said


def _with_period(expiry: Expiry) -> Sentence:
    """Points that live as long as the period they were earned in, and so many months more."""
    template = one_or_many(
        expiry.period_months, gettext_noop("month"), gettext_noop("period of %(months)s months")
    )
    facts = {"months": expiry.months, "period": Sentence(template, {"months": expiry.period_months})}
    if not expiry.months:
        return Sentence(gettext_noop("Points expire with the end of their %(period)s."), facts)
    template = one_or_many(
        expiry.months,
        gettext_noop("Points expire %(months)s month after the end of their %(period)s."),
        gettext_noop("Points expire %(months)s months after the end of their %(period)s."),
    )
    return Sentence(template, facts)


def _climbing(tiers: Tiers) -> list[Sentence]:
    facts = {"months": tiers.window.months}
    said = [
        Sentence(
            one_or_many(
                tiers.window.months,
                gettext_noop("What counts is the last month."),
                gettext_noop("What counts is the last %(months)s months."),
            ),
            facts,
        )
        if tiers.window.kind == "rolling"
        else Sentence(
            one_or_many(
                tiers.window.months,
                gettext_noop("What counts is the calendar month."),
                gettext_noop("What counts is the calendar period of %(months)s months."),
            ),
            facts,
        ),
        Sentence(gettext_noop("Members rise at once."))
        if tiers.upgrade == "at_once"
        else Sentence(gettext_noop("Members rise at the end of the period.")),
        Sentence(gettext_noop("Who falls short goes down one tier at a time."))
        if tiers.downgrade == "one_step"
        else Sentence(gettext_noop("Who falls short goes down to the tier reached.")),
    ]
    return [*said, *_warned(tiers)]


def _warned(tiers: Tiers) -> Iterator[Sentence]:
    """How long a member may still keep her tier, and when she is told."""
    if tiers.grace_days:
        template = one_or_many(
            tiers.grace_days,
            gettext_noop("There is a day of grace to keep a tier."),
            gettext_noop("There are %(days)s days of grace to keep a tier."),
        )
        yield Sentence(template, {"days": tiers.grace_days})
    template = one_or_many(
        tiers.warn_days,
        gettext_noop("A member is warned a day before."),
        gettext_noop("A member is warned %(warn)s days before."),
    )
    yield Sentence(template, {"warn": tiers.warn_days})


def _tier(step: TierStep, programme: Programme) -> Told:
    tiers = programme.tiers
    assert tiers is not None
    measure: object = step.at_least
    if tiers.by == "spending":
        measure = Amount(step.at_least, programme.currency)
    template = {
        "spending": gettext_noop("From %(measure)s spent."),
        "points": gettext_noop("From %(measure)s qualifying points."),
        "visits": one_or_many(
            step.at_least, gettext_noop("From one visit on."), gettext_noop("From %(measure)s visits.")
        ),
    }[tiers.by]
    begins = (
        Sentence(template, {"measure": measure})
        if step.at_least
        else Sentence(gettext_noop("Every member, from the start."))
    )
    return Told(step.key, step.name, begins, tuple(_benefits(step.benefits, programme)), ())


def _benefits(benefits: Benefits, programme: Programme) -> list[Sentence]:
    said = []
    if benefits.multiplier is not None:
        said.append(Sentence(gettext_noop("Base points times %(factor)s."), {"factor": benefits.multiplier}))
    if benefits.free_items:
        said.append(
            Sentence(
                gettext_noop("Free, one of it a day: %(names)s."), {"names": Listed(benefits.free_items)}
            )
        )
    if benefits.early_access:
        said.append(Sentence(gettext_noop("Early access to rewards that open with it.")))
    if benefits.exclusive_products:
        goods = benefits.exclusive_products
        names = Listed((*goods.products, *goods.categories))
        said.append(
            Sentence(gettext_noop("Only this tier and those above may buy: %(names)s."), {"names": names})
        )
    if benefits.birthday_gift:
        voucher = programme.voucher_name(benefits.birthday_gift)
        said.append(Sentence(gettext_noop("On the birthday: %(voucher)s."), {"voucher": voucher}))
    return said
