"""Two members who turn out to be one person, and one who turns out to be two.

`together` counts as if one person had bought everything, wherever the counters can tell: remainders and stamps add up,
visits on one day are one visit, caps have no more room than one person would have. Where they cannot tell, the kinder
answer counts: the higher tier with its own dates, the complementary offer that stands longer, every visit whose day is
no longer known. `onto` takes apart again: a member as she was, with what came since. Nothing is given and nothing lost:
what is carried adds up before and after, and parting at once gives back the very states.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from operator import itemgetter

from quen.programme.engine import ready
from quen.programme.gifts import Issued
from quen.programme.ladder import Ladder
from quen.programme.limits import same_month
from quen.programme.programme import Programme
from quen.programme.state import Bought, MemberState, Reached, Tally, TierState

_DAY = itemgetter(0)
_NOTHING = Reached(date.min, 0, 0, 0)
_NEVER = Bought(0, date.min)


def together(first: MemberState, second: MemberState, *, programme: Programme, day: date) -> MemberState:
    """The counters of both as one person's, on `day`; both kept under `programme`. The order does not matter.

    Two remainders that make a whole step stay carried: the next purchase gives its point, once. Stamps of cards that
    are full together are off; `full_cards` says what they bring.
    """
    shared = _days(first) & _days(second)
    reached = _joined(first.reached, second.reached, shared)
    stamps = _sums(first.stamps, second.stamps)
    for key, full in _full(programme, stamps).items():
        stamps[key] -= full * ready(programme).gifts.cards[key].stamps
    return MemberState(
        birthday=min(filter(None, (first.birthday, second.birthday)), default=None),
        segments=first.segments | second.segments,
        visits=first.visits + second.visits - len(shared),
        last_day=max(filter(None, (first.last_day, second.last_day)), default=None),
        remainder_minor=first.remainder_minor + second.remainder_minor,
        meters=_sums(first.meters, second.meters),
        tallies=_tallies(first.tallies, second.tallies),
        stamps=stamps,
        bought=_bought(first.bought, second.bought),
        open_offers={
            key: max(offers[key] for offers in (first.open_offers, second.open_offers) if key in offers)
            for key in sorted(first.open_offers.keys() | second.open_offers.keys())
        },
        tier=_tier(first, second, reached, ready(programme).ladder, day),
        reached=reached,
    )


def full_cards(
    first: MemberState, second: MemberState, *, programme: Programme, day: date
) -> tuple[Issued, ...]:
    """The vouchers of punch cards that two members have filled together."""
    gifts = ready(programme).gifts
    full = _full(programme, _sums(first.stamps, second.stamps))
    return tuple(gifts.of_card(key, day) for key, times in full.items() for _ in range(times))


def onto(
    member: MemberState, *, base: MemberState, now: MemberState, programme: Programme, day: date
) -> MemberState:
    """`member` with what has come between `base` and `now`, all three kept under `programme`.

    So one who was joined with another gets back what was hers, and what came since; her tier is her own again, and
    climbs where what came since is enough for more.
    """
    if now == base:
        return member
    ladder, reached = ready(programme).ladder, _added(member.reached, base.reached, now.reached)
    last = [member.last_day, now.last_day if now.last_day != base.last_day else None]
    after = member._replace(
        visits=member.visits + now.visits - base.visits,
        last_day=max(filter(None, last), default=None),
        remainder_minor=member.remainder_minor + now.remainder_minor - base.remainder_minor,
        meters=_since(member.meters, base.meters, now.meters),
        tallies=_tallies_since(member.tallies, base.tallies, now.tallies),
        stamps=_since(member.stamps, base.stamps, now.stamps),
        bought=_bought_since(member.bought, base.bought, now.bought),
        open_offers=_offers_since(member.open_offers, base.open_offers, now.open_offers),
        reached=reached,
    )
    return after._replace(tier=_climbed(after, ladder, day)) if ladder and reached else after


def _sums(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, int]:
    return {key: first.get(key, 0) + second.get(key, 0) for key in sorted(first.keys() | second.keys())}


def _since(member: Mapping[str, int], base: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    keys = sorted(member.keys() | base.keys() | now.keys())
    found = {key: member.get(key, 0) + now.get(key, 0) - base.get(key, 0) for key in keys}
    return {key: number for key, number in found.items() if number or key in member}


def _full(programme: Programme, stamps: Mapping[str, int]) -> dict[str, int]:
    """How many cards are full, by card."""
    cards = ready(programme).gifts.cards
    return {key: stamps.get(key, 0) // card.stamps for key, card in cards.items() if stamps.get(key, 0) > 0}


def _days(state: MemberState) -> set[date]:
    """The days of her visits, as far as they are still known."""
    days = {state.last_day} if state.last_day else set()
    before = 0
    for reached in state.reached:
        if reached.visits > before and reached.day != date.min:
            days.add(reached.day)
        before = reached.visits
    return days


def _at(reached: tuple[Reached, ...], day: date) -> Reached:
    """The running totals at the end of a day.

    Of a member whose first days are forgotten nothing is known before: her totals then count as they were, so that what
    is long ago never looks as if it had come lately.
    """
    place = bisect_right(reached, day, key=_DAY)
    if place:
        return reached[place - 1]
    return reached[0] if reached and reached[0].visits > 1 else _NOTHING


def _joined(
    first: tuple[Reached, ...], second: tuple[Reached, ...], shared: set[date]
) -> tuple[Reached, ...]:
    found = []
    days = sorted({reached.day for reached in (*first, *second)})
    if any(_at(totals, date.min) != _NOTHING for totals in (first, second)):
        days = sorted(
            {date.min, *days}
        )  # what is long ago stands before the first day, where no window counts it
    for day in days:
        one, other = _at(first, day), _at(second, day)
        twice = sum(met <= day for met in shared)
        found.append(
            Reached(
                day,
                one.points + other.points,
                one.spending_minor + other.spending_minor,
                one.visits + other.visits - twice,
            )
        )
    return tuple(found)


def _added(
    member: tuple[Reached, ...], base: tuple[Reached, ...], now: tuple[Reached, ...]
) -> tuple[Reached, ...]:
    """Her running totals, and at the end of every day what had come until then between `base` and `now`."""
    if now == base or not now:
        return member
    known = {reached.day for reached in (*base, *now) if reached.day >= now[0].day}
    own, found, before = {reached.day for reached in member}, [], (0, 0, 0)
    for day in sorted(own | known):
        mine, earlier, later = _at(member, day), _at(base, day), _at(now, day)
        came = (
            later.points - earlier.points,
            later.spending_minor - earlier.spending_minor,
            later.visits - earlier.visits,
        )
        came = came if day >= now[0].day else (0, 0, 0)
        if day in own or came != before:
            found.append(
                Reached(day, mine.points + came[0], mine.spending_minor + came[1], mine.visits + came[2])
            )
        before = came
    return tuple(found)


def _tallies(first: Mapping[str, Tally], second: Mapping[str, Tally]) -> dict[str, Tally]:
    return {
        key: _tally(first.get(key, Tally()), second.get(key, Tally()))
        for key in sorted(first.keys() | second.keys())
    }


def _tally(first: Tally, second: Tally) -> Tally:
    day = max(first.day, second.day)
    both = (first, second)
    return Tally(
        day=day,
        day_points=sum(tally.day_points for tally in both if tally.day == day),
        day_times=sum(tally.day_times for tally in both if tally.day == day),
        month_points=sum(tally.month_points for tally in both if same_month(tally.day, day)),
        life_points=first.life_points + second.life_points,
        life_times=first.life_times + second.life_times,
    )


def _tallies_since(
    member: Mapping[str, Tally], base: Mapping[str, Tally], now: Mapping[str, Tally]
) -> dict[str, Tally]:
    found = dict(member)
    for key, tally in now.items():
        before = base.get(key, Tally())
        if tally != before:
            found[key] = _tally_since(member.get(key, Tally()), before, tally)
    return found


def _tally_since(member: Tally, base: Tally, now: Tally) -> Tally:
    is_day, was_day = member.day == now.day, base.day == now.day
    is_month, was_month = same_month(member.day, now.day), same_month(base.day, now.day)
    return Tally(
        day=now.day,
        day_points=member.day_points * is_day + now.day_points - base.day_points * was_day,
        day_times=member.day_times * is_day + now.day_times - base.day_times * was_day,
        month_points=member.month_points * is_month + now.month_points - base.month_points * was_month,
        life_points=member.life_points + now.life_points - base.life_points,
        life_times=member.life_times + now.life_times - base.life_times,
    )


def _bought(first: Mapping[str, Bought], second: Mapping[str, Bought]) -> dict[str, Bought]:
    found = {}
    for key in sorted(first.keys() | second.keys()):
        one, other = first.get(key, _NEVER), second.get(key, _NEVER)
        found[key] = Bought(
            one.visits + other.visits - (one.last_day == other.last_day), max(one.last_day, other.last_day)
        )
    return found


def _bought_since(
    member: Mapping[str, Bought], base: Mapping[str, Bought], now: Mapping[str, Bought]
) -> dict[str, Bought]:
    found = dict(member)
    for key, bought in now.items():
        before, own = base.get(key, _NEVER), member.get(key)
        if bought != before:
            is_later = own is None or bought.last_day != before.last_day
            visits = (own or _NEVER).visits + bought.visits - before.visits
            found[key] = Bought(visits, bought.last_day if is_later or own is None else own.last_day)
    return found


def _offers_since(
    member: Mapping[str, date], base: Mapping[str, date], now: Mapping[str, date]
) -> dict[str, date]:
    """An offer used or begun since is as it is now, any other as it was."""
    changed = {key for key in base.keys() | now.keys() if base.get(key) != now.get(key)}
    kept = {key: until for key, until in member.items() if key not in changed}
    return kept | {key: now[key] for key in sorted(changed) if key in now}


def _tier(
    first: MemberState, second: MemberState, reached: tuple[Reached, ...], ladder: Ladder | None, day: date
) -> TierState | None:
    holding = [state for state in (first, second) if state.tier is not None]
    if not holding:
        return None
    if ladder is None:
        return max((state.tier for state in holding if state.tier), key=_longest)
    held = [ladder.settled(state, day) for state in holding]
    best = max(held, key=lambda tier: (ladder.place(tier.key), *_longest(tier)))
    return ladder.climbed(best, reached, day) if reached else best


def _climbed(state: MemberState, ladder: Ladder, day: date) -> TierState:
    return ladder.climbed(ladder.settled(state, day), state.reached, day)


def _longest(tier: TierState) -> tuple[date, date, str]:
    return tier.until, tier.since, tier.key
