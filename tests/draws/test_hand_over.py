"""A prize is handed over, given up, or not fetched in time; reserves move up in the order everybody can recompute."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from quen.draws.errors import NoSuchAward, NotNow
from quen.draws.hand_over import give_up, hand_over, lapse_due
from quen.draws.models import Award, AwardState, Draw
from quen.draws.run import close_draw, draw_winners, publish_draw
from tests.draws.tet import CLOSES, customers, opened
from tests.people.story import told
from tests.world import World

LATER = CLOSES + timedelta(days=40)


def published(world: World, people: int = 8) -> Draw:
    """Three prizes and two reserves."""
    draw = opened(world)
    customers(world, people)
    close_draw(draw=draw.pk, at=CLOSES, by=world.by_mai)
    draw_winners(draw=draw.pk, at=CLOSES, by=world.by_mai)
    return publish_draw(draw=draw.pk, at=CLOSES, by=world.by_mai)


def rows(draw: Draw) -> list[tuple[int, str, str]]:
    found = Award.objects.filter(winner__draw=draw).order_by("winner__rank").select_related("winner", "prize")
    return [(award.winner.rank, award.prize.name, award.state) for award in found]


def award(draw: Draw, rank: int) -> Award:
    return Award.objects.select_related("winner__participant").get(winner__draw=draw, winner__rank=rank)


def test_the_winner_has_her_prize_once_with_who_when_and_where(world: World) -> None:
    draw = published(world)
    first = award(draw, 1)
    hand_over(award=first.pk, store=world.store.pk, note="CCCD đã xem", at=CLOSES, by=world.by_mai)
    first.refresh_from_db()
    assert (first.state, first.ended_at, first.ended_by, first.store, first.note) == (
        AwardState.HANDED_OVER, CLOSES, str(world.by_mai), world.store, "CCCD đã xem",
    )  # fmt: skip
    assert told(first.winner.participant.customer_id)[-2:] == ["draw.won", "draw.prize_handed_over"]
    for verb in (hand_over, give_up):
        with pytest.raises(NotNow):
            verb(award=first.pk, at=CLOSES, by=world.by_mai)
    with pytest.raises(NoSuchAward):
        hand_over(award=0, at=CLOSES, by=world.by_mai)
    assert [state for *_rest, state in rows(draw)] == ["handed_over", "waiting", "waiting"]


def test_a_prize_given_up_goes_to_the_next_reserve_who_is_told(world: World) -> None:
    draw = published(world)
    give_up(award=award(draw, 1).pk, at=CLOSES, by=world.by_mai)
    assert rows(draw) == [
        (1, "Xe máy", "given_up"), (2, "Ấm siêu tốc", "waiting"), (3, "Ấm siêu tốc", "waiting"), (4, "Xe máy", "waiting"),
    ]  # fmt: skip
    assert told(award(draw, 4).winner.participant.customer_id)[-1] == "draw.won"
    give_up(award=award(draw, 4).pk, at=CLOSES, by=world.by_mai)
    give_up(award=award(draw, 5).pk, at=CLOSES, by=world.by_mai)
    assert [rank for rank, *_rest in rows(draw)] == [1, 2, 3, 4, 5]


def test_what_is_not_fetched_in_time_lapses_best_prize_first_and_not_a_day_early(world: World) -> None:
    draw = published(world)
    hand_over(award=award(draw, 2).pk, at=CLOSES, by=world.by_mai)
    until = award(draw, 1).claim_until
    assert lapse_due(at=until - timedelta(seconds=1)) == 0
    assert lapse_due(at=until) == 2
    assert lapse_due(at=until) == 0
    assert rows(draw) == [
        (1, "Xe máy", "lapsed"), (2, "Ấm siêu tốc", "handed_over"), (3, "Ấm siêu tốc", "lapsed"),
        (4, "Xe máy", "waiting"), (5, "Ấm siêu tốc", "waiting"),
    ]  # fmt: skip
    assert told(award(draw, 1).winner.participant.customer_id)[-1] == "draw.prize_not_taken"
    assert award(draw, 4).claim_until > until


@pytest.mark.django_db(transaction=True)
def test_two_who_give_up_at_once_never_move_up_the_same_reserve(world: World) -> None:
    draw = published(world)
    numbers = [award(draw, rank).pk for rank in (1, 2, 3)]

    def one(number: int) -> None:
        try:
            give_up(award=number, at=CLOSES, by=world.by_mai)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(one, numbers))
    assert [(rank, state) for rank, _name, state in rows(draw)] == [
        (1, "given_up"), (2, "given_up"), (3, "given_up"), (4, "waiting"), (5, "waiting"),
    ]  # fmt: skip
