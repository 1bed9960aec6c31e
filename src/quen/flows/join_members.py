"""Two members become one with their customers, and two again: counters, tier, punch cards.

How counters join and come apart is `programme/together.py`; here they are read and written, with the members' rows held
in the order of their numbers. What both had is kept (`MembersJoined`), so that parting is exact; merges made since on
top of the one undone are joined anew without her.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from quen.enrolment.counters import from_json, to_json
from quen.enrolment.models import Member
from quen.enrolment.versions import programme_of, version_in_force
from quen.events.emit import emit
from quen.flows.models import MembersJoined
from quen.kernel.actor import Actor
from quen.programme import MemberState, Programme
from quen.programme.engine import ready
from quen.programme.together import full_cards, onto, together
from quen.programme.versions import carried_over
from quen.shops.clock import day_of
from quen.tiers.events import TierMoved
from quen.vouchers.events import PARTED
from quen.vouchers.issue import issue_alone
from quen.vouchers.models import State, Voucher
from quen.vouchers.void import void


@dataclass(frozen=True, slots=True)
class Kept:
    """Counters as they are kept, and the version they are kept under (None: nothing was ever judged)."""

    counters: Mapping[str, Any]
    version: int | None

    def under(self, programme: Programme) -> MemberState:
        """The counters as `programme` counts."""
        state = from_json(self.counters)
        if self.version in {None, programme.version}:
            return state
        return carried_over(state, old=programme_of(self.version or 0), new=programme)


NOTHING = Kept({}, None)


def join_members(*, merged: int, root: int, merge: int, at: datetime, by: Actor) -> None:
    """Let the root be the member the merged customer was, or both as one. Call it after `people.merge`."""
    members = _held(merged, root)
    leaving, staying = members.get(merged), members.get(root)
    if leaving is None or leaving.left_at is not None:
        return  # nobody is a member by her, or is no longer: what she had waits for her
    brought, had = _facts(leaving), _facts(staying) if staying else None
    survivor = staying or Member(
        customer_id=root, enrolled_at=leaving.enrolled_at, store_id=leaving.store_id, way=leaving.way,
        enrolled_by=leaving.enrolled_by, counters={}, tier="", turn=0,
    )  # fmt: skip
    survivor.left_at = None
    day, before = day_of(at), _of(had)
    programme = _law(day, _of(brought), before)
    full: Counter[str] = Counter()
    if programme is not None:
        joined = _joined(programme, before, _of(brought), day)
        full = _issue_full(programme, before, _of(brought), root=root, merge=merge, at=at, by=by)
        _keep(survivor, joined, programme, at=at, by=by)
    survivor.turn += 1
    survivor.save(force_insert=staying is None)
    MembersJoined.objects.create(
        merge_id=merge, customer=merged, root=root, brought=brought, had=had, joined=_facts(survivor),
        full_cards=dict(full),
    )  # fmt: skip
    _blank(leaving, at)


def part_members(*, merge: int, at: datetime, by: Actor) -> None:
    """Give the member who leaves what she had, and who stays what she had and what came since.

    Call it after `people.unmerge`. What came since stays with whom both counted as: tills know only her meanwhile.
    """
    row = MembersJoined.objects.filter(pk=merge).first()
    if row is None:
        return
    line = _made_since(row)
    holder = line[-1].root if line else row.root
    members = _held(row.customer, holder)
    _restore(members[row.customer], row.brought)
    base, own = _of(row.joined), _less(_of(row.had), _void_full(row, at=at, by=by))
    below = row.root
    for later in line:
        base, own = _rejoin(later, base, own, below=below)
        below = later.root
    survivor = members[holder]
    if row.had is None and not line and _now(survivor) == base:
        survivor.delete()  # she was no member before, and has not been one since
    else:
        _stay(survivor, base, own, at=at, by=by)
    row.delete()


def _held(*customers: int) -> dict[int, Member]:
    """The members' rows, locked in the order of their numbers, as everywhere."""
    rows = Member.objects.select_for_update().filter(pk__in=customers).order_by("pk")
    return {row.pk: row for row in rows}


def _facts(member: Member) -> dict[str, Any]:
    return {
        "counters": member.counters,
        "version": member.version,
        "tier": member.tier,
        "tier_until": member.tier_until.isoformat() if member.tier_until else None,
        "left_at": member.left_at.isoformat() if member.left_at else None,
    }


def _of(facts: Mapping[str, Any] | None) -> Kept:
    return NOTHING if facts is None else Kept(facts["counters"], facts["version"])


def _law(day: date, *kept: Kept) -> Programme | None:
    """The version both are joined under: of the one in force and those they are kept under, the one that began last."""
    known = [programme_of(each.version) for each in kept if each.version is not None]
    in_force = version_in_force(day)
    if in_force is not None:
        known.append(in_force)
    return max(known, key=lambda programme: (programme.effective_from, programme.version), default=None)


def _joined(programme: Programme, first: Kept, second: Kept, day: date) -> MemberState:
    return together(first.under(programme), second.under(programme), programme=programme, day=day)


def _issue_full(
    programme: Programme, first: Kept, second: Kept, *, root: int, merge: int, at: datetime, by: Actor
) -> Counter[str]:
    """The vouchers of punch cards both have filled together, once; how many by card."""
    brought = full_cards(first.under(programme), second.under(programme), programme=programme, day=day_of(at))
    for number, promised in enumerate(brought):
        issue_alone(
            programme=programme, promised=promised, customer=root, at=at, key=f"merge:{merge}:{number}", by=by
        )
    return Counter(promised.source for promised in brought)


def _void_full(row: MembersJoined, *, at: datetime, by: Actor) -> Counter[str]:
    """Vouchers of cards filled together go with the merge; those used meanwhile cost their stamps, by card."""
    used: Counter[str] = Counter()
    issued = Voucher.objects.select_for_update().filter(key__startswith=f"merge:{row.pk}:").order_by("pk")
    for voucher in issued:
        if voucher.state == State.USED:
            used[voucher.source.removeprefix("programme:")] += 1
        elif voucher.state == State.READY:
            void(voucher=voucher.pk, reason=PARTED, at=at, by=by)
    return used


def _made_since(row: MembersJoined) -> list[MembersJoined]:
    """The merges not undone that joined what this one had joined with more, in their order."""
    found: list[MembersJoined] = []
    holder, last = row.root, row.pk
    while True:
        above = MembersJoined.objects.filter(Q(root=holder) | Q(customer=holder), merge__gt=last)
        later = above.select_related("merge").order_by("merge").first()
        if later is None:
            return found
        found.append(later)
        holder, last = later.root, later.pk


def _rejoin(later: MembersJoined, base: Kept, own: Kept, *, below: int) -> tuple[Kept, Kept]:
    """A later merge without who leaves now: what it had joined until now, and what it joins instead."""
    was = _of(later.joined)
    if later.root == below:
        later.had = _written(_moved(_of(later.had), base, own), later.had)
    else:
        later.brought = _written(_moved(_of(later.brought), base, own), later.brought)
    programme = programme_of(was.version) if was.version is not None else None
    if programme is not None:
        first, second, day = _of(later.had), _of(later.brought), day_of(later.merge.merged_at)
        state = _joined(programme, first, second, day)
        full = full_cards(first.under(programme), second.under(programme), programme=programme, day=day)
        # The vouchers of that merge are out: their cards stay paid, whether both would still have filled them or not.
        unpaid = Counter(later.full_cards)
        unpaid.subtract(Counter(promised.source for promised in full))
        joined = _less(Kept(to_json(state), programme.version), unpaid)
        later.joined = _written(joined, later.joined)
    later.save(update_fields=["had", "brought", "joined"])
    return was, _of(later.joined)


def _written(kept: Kept, facts: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**(facts or {}), "counters": dict(kept.counters), "version": kept.version}


def _moved(now: Kept, base: Kept, own: Kept, day: date | None = None) -> Kept:
    """`own` with what came between `base` and `now`."""
    if now == base or now.version is None:
        return own
    programme = programme_of(now.version)
    state = onto(
        own.under(programme), base=base.under(programme), now=now.under(programme), programme=programme,
        day=day or _last_day(now),
    )  # fmt: skip
    return Kept(to_json(state), now.version)


def _last_day(kept: Kept) -> date:
    return from_json(kept.counters).last_day or date.min


def _less(kept: Kept, cards: Mapping[str, int]) -> Kept:
    """The counters with the stamps of so many full cards off."""
    if kept.version is None or not any(cards.values()):
        return kept
    sizes = {card.key: card.stamps for card in programme_of(kept.version).punch_cards}
    state = from_json(kept.counters)
    stamps = dict(state.stamps)
    for key, times in cards.items():
        stamps[key] = stamps.get(key, 0) - times * sizes.get(key, 0)
    return Kept(to_json(state._replace(stamps=stamps)), kept.version)


def _now(member: Member) -> Kept:
    return Kept(member.counters, member.version)


def _stay(member: Member, base: Kept, own: Kept, *, at: datetime, by: Actor) -> None:
    """Her own counters, with what came since; her tier is judged by them."""
    kept = _moved(_now(member), base, own, day_of(at))
    if kept.version is None:
        member.counters, member.version = dict(kept.counters), None
        _keep_tier(member, "", None, "", at=at, by=by)
    else:
        programme = programme_of(kept.version)
        _keep(member, kept.under(programme), programme, at=at, by=by)
    member.turn += 1
    member.save()


def _keep(member: Member, state: MemberState, programme: Programme, *, at: datetime, by: Actor) -> None:
    """Write counters and tier on the row; a tier that moved is told."""
    ladder = ready(programme).ladder
    tier = state.tier
    member.counters, member.version = to_json(state), programme.version
    knows = ladder is not None and tier is not None and tier.key in {step.key for step in ladder.steps}
    name = ladder.step(tier.key).name if knows and ladder and tier else ""
    until = ladder.review_day(tier) if ladder and tier else None
    _keep_tier(member, tier.key if tier else "", until, name, at=at, by=by)


def _keep_tier(member: Member, tier: str, until: date | None, name: str, *, at: datetime, by: Actor) -> None:
    before, member.tier, member.tier_until = member.tier, tier, until
    if before and tier and before != tier:
        emit(TierMoved(at=at, by=by, customer=member.pk, before=before, after=tier, name=name))


def _blank(member: Member, at: datetime) -> None:
    """She is a member through her root now; her row waits for her as it was (`MembersJoined.brought`)."""
    member.counters, member.version, member.tier, member.tier_until = {}, None, "", None
    member.left_at, member.turn = at, member.turn + 1
    member.save()


def _restore(member: Member, facts: Mapping[str, Any]) -> None:
    until, left = facts["tier_until"], facts["left_at"]
    member.counters, member.version, member.tier = facts["counters"], facts["version"], facts["tier"]
    member.tier_until = date.fromisoformat(until) if until else None
    member.left_at = datetime.fromisoformat(left) if left else None
    member.turn += 1
    member.save()
