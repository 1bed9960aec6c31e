"""A claim from the counter to the goods' return."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections

from quen.warranty.decide import decide
from quen.warranty.errors import BadClaim, ClaimEnded, ClaimOpen, NoSuchClaim, NoSuchGoods, NotThere
from quen.warranty.models import Claim, Decision, Place
from quen.warranty.move import move, reopen, ways_on
from quen.warranty.open_claim import open_claim
from tests.people.story import last_facts, told
from tests.warranty.machines import claimed, promised, returned, settled, sold
from tests.world import World

DAY = timedelta(days=1)


def test_lans_machine_is_repaired_and_comes_back(world: World, now: datetime) -> None:
    promised(world, now)
    claim = claimed(world, sold(world, now - 100 * DAY), now)
    assert (claim.proposed, claim.clause, claim.place, claim.customer) == (
        "accepted",
        2,
        "received",
        world.lan,
    )
    assert last_facts(world.lan.pk) == {
        "product": "Máy pha cà phê", "serial": "MP-2024 7781", "fault": "Rò nước ở đáy máy", "is_proposed": True,
        "clause": 2,
    }  # fmt: skip
    decided = decide(claim=claim.pk, decision=Decision.ACCEPTED, at=now, by=world.by_mai)
    assert (decided.decided_clause, decided.decided_by) == (2, str(world.by_mai))
    for day, place in enumerate(
        (Place.WORKSHOP, Place.BACK, Place.WORKSHOP, Place.BACK, Place.HANDED_OVER), start=1
    ):
        move(claim=claim.pk, place=place, at=now + day * DAY, by=world.by_mai, words="Thay gioăng")
    claim.refresh_from_db()
    assert (claim.place, claim.ended_at) == ("handed_over", now + 5 * DAY)
    assert last_facts(world.lan.pk)["days"] == 5
    assert told(world.lan.pk) == [
        "warranty.opened", "warranty.decided", *["warranty.moved"] * 4, "warranty.returned",
    ]  # fmt: skip
    assert [step.place for step in claim.steps.order_by("pk")][::5] == ["received", "handed_over"]


def test_a_decision_against_the_terms_says_why(world: World, now: datetime) -> None:
    claim = claimed(world, sold(world, now - 400 * DAY, warranty_months=12), now)
    assert claim.proposed == "refused"
    with pytest.raises(BadClaim):
        decide(claim=claim.pk, decision=Decision.ACCEPTED, at=now, by=world.by_mai)
    kind = decide(claim=claim.pk, decision=Decision.ACCEPTED, words="Khách quen", at=now, by=world.by_mai)
    assert (kind.decision, kind.decided_clause) == ("accepted", None)
    assert last_facts(world.lan.pk)["is_against"] is True


def test_what_staff_see_with_their_eyes_is_a_clause_too(world: World, now: datetime) -> None:
    promised(world, now)
    claim = claimed(world, sold(world, now - DAY), now)
    with pytest.raises(BadClaim):
        decide(claim=claim.pk, decision=Decision.REFUSED, clause=2, at=now, by=world.by_mai)
    with pytest.raises(BadClaim):
        decide(claim=claim.pk, decision=Decision.ACCEPTED, clause=4, at=now, by=world.by_mai)
    wet = decide(claim=claim.pk, decision=Decision.REFUSED, clause=4, at=now, by=world.by_mai)
    assert (wet.decided_clause, wet.decided_clause_words) == (4, "Hư hỏng do nước hoặc rơi vỡ")
    assert ways_on(wet) == [Place.WORKSHOP, Place.HANDED_OVER]


def test_nothing_leaves_the_shop_undecided(world: World, now: datetime) -> None:
    claim = claimed(world, sold(world, now - DAY, warranty_months=12), now)
    for place in (Place.HANDED_OVER, Place.EXCHANGED, Place.REFUNDED, Place.BACK):
        with pytest.raises(NotThere):
            move(claim=claim.pk, place=place, at=now, by=world.by_mai)
    decide(claim=claim.pk, decision=Decision.ACCEPTED, at=now, by=world.by_mai)
    with pytest.raises(BadClaim):
        move(claim=claim.pk, place=Place.EXCHANGED, at=now, by=world.by_mai)
    done = move(claim=claim.pk, place=Place.EXCHANGED, new_serial=" MP  9 ", at=now, by=world.by_mai)
    assert (done.new_serial, done.is_open) == ("MP 9", False)
    with pytest.raises(ClaimEnded):
        decide(claim=claim.pk, decision=Decision.REFUSED, words="x", at=now, by=world.by_mai)


def test_one_piece_has_one_claim_and_two_have_two(world: World, now: datetime) -> None:
    two = sold(world, now - 9 * DAY, quantity=3, serial="", warranty_months=12)
    returned(two, now - 8 * DAY)
    first, second = claimed(world, two, now, serial="A1"), claimed(world, two, now)
    assert (first.piece, first.serial, second.piece) == (1, "A1", 2)
    with pytest.raises(ClaimOpen):
        claimed(world, two, now)
    settled(world, first, now + DAY)
    third = claimed(world, two, now + 2 * DAY)
    assert third.piece == 1
    with pytest.raises(ClaimOpen):
        reopen(claim=first.pk, at=now, by=world.by_mai)


def test_a_mistaken_end_is_taken_back(world: World, now: datetime) -> None:
    line = sold(world, now - DAY, warranty_months=12)
    claim = settled(world, claimed(world, line, now), now)
    again = reopen(claim=claim.pk, at=now + DAY, by=world.by_mai)
    assert (again.place, again.is_open, told(world.lan.pk)[-1]) == ("back", True, "warranty.reopened")
    with pytest.raises(NotThere):
        reopen(claim=claim.pk, at=now + DAY, by=world.by_mai)
    with pytest.raises(ClaimOpen):
        claimed(world, line, now + DAY)


def test_what_is_not_there_is_said(world: World, now: datetime) -> None:
    with pytest.raises(NoSuchGoods):
        open_claim(line=999, fault="Hỏng", at=now, by=world.by_mai)
    line = sold(world, now - DAY, warranty_months=12)
    with pytest.raises(BadClaim):
        claimed(world, line, now, fault="  ")
    with pytest.raises(NoSuchClaim):
        move(claim=999, place=Place.BACK, at=now, by=world.by_mai)
    returned(line, now)
    with pytest.raises(ClaimOpen):
        claimed(world, line, now)
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_counters_do_not_receive_one_machine_twice(transactional_db: None, now: datetime) -> None:
    from tests import world as cast

    built = cast.build()
    line = sold(built, now - DAY, warranty_months=12)

    def receive(_number: int) -> str:
        try:
            return str(claimed(built, line, now).piece)
        except ClaimOpen:
            return "open"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hands:
        assert sorted(hands.map(receive, range(4))) == ["1", "open", "open", "open"]
    assert Claim.objects.count() == 1
