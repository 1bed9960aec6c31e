"""Contests: by judges who see nothing of each other, by the right answer, by coming first, by what is counted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from quen.draws import recompute
from quen.draws.close_contest import close_contest
from quen.draws.decide import decide_contest
from quen.draws.enter_contest import enter_contest
from quen.draws.errors import BadDraw, NotHers, NotNow
from quen.draws.judge import excuse_judge, give_points, hand_in
from quen.draws.models import Draw, Entry, Judge, Kind, Mark, Participant
from quen.draws.plan import plan_draw
from quen.draws.reads import counted, entries_of, entry_names
from quen.draws.run import close_draw, publish_draw
from quen.flows.take_back import take_back
from quen.people.models import Customer
from tests.draws.tet import CLOSES, OPENS, opened, plan
from tests.flows.loyal import SUNDAY, bought
from tests.people.story import told
from tests.world import World

DAY = timedelta(days=1)


def contest(world: World, kind: Kind, **parts: object) -> Draw:
    facts = {"question": "Đặt tên cho món mới", "amount_per_entry_minor": None, **parts}
    return opened(world, kind=kind, **facts)


def people(*names: str) -> list[Customer]:
    return [Customer.objects.create(name=name) for name in names]


def entered(draw: Draw, world: World, *said: tuple[Customer, str]) -> None:
    for place, (who, text) in enumerate(said):
        enter_contest(
            draw=draw.pk, customer=who.pk, text=text, at=SUNDAY + timedelta(minutes=place), by=world.by_mai
        )


def closed(draw: Draw, world: World) -> dict[int, Participant]:
    close_contest(draw=draw.pk, at=CLOSES, by=world.by_mai)
    return {each.customer_id: each for each in Participant.objects.filter(draw=draw)}


def ranks(draw: Draw, world: World) -> list[tuple[int, int | None, str]]:
    decide_contest(draw=draw.pk, at=CLOSES, by=world.by_mai)
    rows = draw.winners.order_by("rank").select_related("participant", "prize")
    return [
        (each.participant.customer_id, each.figure, each.prize.name if each.prize else "") for each in rows
    ]


def test_points_stay_sealed_until_the_last_judge_has_handed_in(world: World) -> None:
    draw = contest(world, Kind.JUDGED, judges=[world.mai.pk, world.tu.pk])
    hoa, binh = people("Hoa", "Bình")
    entered(draw, world, (world.lan, "Trà Lan"), (hoa, "Trà Hoa"), (binh, "Nước lã"))
    who = closed(draw, world)
    mine = {who[world.lan.pk].pk: 6, who[hoa.pk].pk: 9, who[binh.pk].pk: 0}
    give_points(draw=draw.pk, staff=world.mai.pk, points=mine)
    hand_in(draw=draw.pk, staff=world.mai.pk, at=CLOSES, by=world.by_mai)
    with pytest.raises(NotNow):
        decide_contest(draw=draw.pk, at=CLOSES, by=world.by_mai)
    with pytest.raises(NotHers):
        give_points(draw=draw.pk, staff=world.mai.pk, points=mine)
    give_points(draw=draw.pk, staff=world.tu.pk, points={who[world.lan.pk].pk: 8})
    with pytest.raises(NotNow):
        hand_in(draw=draw.pk, staff=world.tu.pk, at=CLOSES, by=world.by_mai)
    give_points(draw=draw.pk, staff=world.tu.pk, points={who[hoa.pk].pk: 5, who[binh.pk].pk: 0})
    hand_in(draw=draw.pk, staff=world.tu.pk, at=CLOSES, by=world.by_mai)
    # Both have 14: Lan entered first. No points win nothing.
    assert ranks(draw, world) == [(world.lan.pk, 14, "Xe máy"), (hoa.pk, 14, "Ấm siêu tốc")]


def test_an_excused_judge_holds_nobody_up_and_does_not_count(world: World) -> None:
    draw = contest(world, Kind.JUDGED, judges=[world.mai.pk, world.tu.pk])
    entered(draw, world, (world.lan, "Trà Lan"))
    entry = closed(draw, world)[world.lan.pk].pk
    for staff in (world.mai, world.tu):
        give_points(draw=draw.pk, staff=staff.pk, points={entry: 5})
    hand_in(draw=draw.pk, staff=world.mai.pk, at=CLOSES, by=world.by_mai)
    excuse_judge(draw=draw.pk, staff=world.tu.pk, at=CLOSES, by=world.by_mai)
    with pytest.raises(NotHers):
        excuse_judge(draw=draw.pk, staff=world.mai.pk, at=CLOSES, by=world.by_mai)
    assert ranks(draw, world) == [(world.lan.pk, 5, "Xe máy")]


def test_the_last_judge_cannot_be_excused_and_a_stranger_does_not_judge(world: World) -> None:
    draw = contest(world, Kind.JUDGED, judges=[world.mai.pk])
    entered(draw, world, (world.lan, "Trà Lan"))
    entry = closed(draw, world)[world.lan.pk].pk
    with pytest.raises(NotNow):
        excuse_judge(draw=draw.pk, staff=world.mai.pk, at=CLOSES, by=world.by_mai)
    with pytest.raises(NotHers):
        give_points(draw=draw.pk, staff=world.tu.pk, points={entry: 10})
    for points in ({entry: 11}, {entry + 99: 1}):
        with pytest.raises(BadDraw):
            give_points(draw=draw.pk, staff=world.mai.pk, points=points)
    assert not Mark.objects.exists()


def test_the_right_answer_was_promised_and_the_first_to_give_it_win(world: World) -> None:
    draw = contest(world, Kind.ANSWER, answer="Đà Lạt", reserves=0)
    hoa, binh, chi = people("Hoa", "Bình", "Chi")
    entered(draw, world, (hoa, "Huế"), (world.lan, "da lat"), (binh, " ĐÀ  LẠT "), (chi, "Dalat"))
    assert recompute.commitment_of(f"{draw.seed}|Đà Lạt") == draw.commitment
    closed(draw, world)
    assert ranks(draw, world) == [(world.lan.pk, 1, "Xe máy"), (binh.pk, 1, "Ấm siêu tốc")]


def test_one_entry_a_person_the_first_one_and_only_in_time(world: World) -> None:
    draw = contest(world, Kind.JUDGED, judges=[world.mai.pk])
    entered(draw, world, (world.lan, "Trà Lan"), (world.lan, "Trà khác"))
    assert [entry.text for entry in Entry.objects.all()] == ["Trà Lan"]
    assert (entries_of(draw=draw, customer=world.lan.pk), counted(draw).people) == (1, 1)
    assert told(world.lan.pk).count("draw.entered") == 1
    (hoa,) = people("Hoa")
    with pytest.raises(BadDraw):
        enter_contest(draw=draw.pk, customer=hoa.pk, text="  ", at=SUNDAY, by=world.by_mai)
    for moment in (OPENS - DAY, CLOSES):
        with pytest.raises(NotNow):
            enter_contest(draw=draw.pk, customer=hoa.pk, text="Trà", at=moment, by=world.by_mai)
    with pytest.raises(BadDraw):
        enter_contest(draw=opened(world).pk, customer=hoa.pk, at=SUNDAY, by=world.by_mai)
    assert "draw.entered" not in told(hoa.pk)


def test_most_visits_are_days_less_what_came_back_and_insiders(world: World) -> None:
    draw = contest(world, Kind.VISITS, amount_per_entry_minor=20_000)
    hoa, boss = people("Hoa", "Chủ quán")
    Customer.objects.filter(pk=boss.pk).update(is_internal=True)
    for key, who, at in (
        ("a", world.lan, SUNDAY), ("b", world.lan, SUNDAY + timedelta(hours=1)), ("c", world.lan, SUNDAY + DAY),
        ("d", hoa, SUNDAY), ("e", hoa, SUNDAY + 2 * DAY), ("g", boss, SUNDAY),
    ):  # fmt: skip
        bought(world, 30_000, customer=who.pk, key=key, at=at)
    bought(world, 19_000, customer=hoa.pk, key="small", at=SUNDAY + DAY)
    back = bought(world, 50_000, customer=hoa.pk, key="back", at=SUNDAY + 3 * DAY)
    take_back(
        store=world.store.pk, receipt=back.receipt, lines=None, at=SUNDAY + 3 * DAY, key="z", by=world.by_mai
    )
    closed(draw, world)
    # Two days each; Lan reached her second first.
    assert ranks(draw, world) == [(world.lan.pk, 2, "Xe máy"), (hoa.pk, 2, "Ấm siêu tốc")]


def test_most_spent_counts_what_was_kept(world: World) -> None:
    draw = contest(world, Kind.SPENT)
    (hoa,) = people("Hoa")
    bought(world, 90_000, customer=hoa.pk, key="a")
    bought(world, 60_000, key="b")
    bought(world, 60_000, key="c", at=SUNDAY + DAY)
    closed(draw, world)
    assert ranks(draw, world) == [(world.lan.pk, 120_000, "Xe máy"), (hoa.pk, 90_000, "Ấm siêu tốc")]


def test_the_first_to_come_come_by_purchase_or_free(world: World) -> None:
    draw = contest(world, Kind.FIRST, amount_per_entry_minor=50_000, allows_free_entry=True)
    hoa, binh = people("Hoa", "Bình")
    bought(world, 50_000, customer=hoa.pk, key="a", at=SUNDAY + DAY)
    entered(draw, world, (hoa, ""), (binh, ""))
    bought(world, 60_000, key="b", at=SUNDAY - timedelta(hours=1))
    closed(draw, world)
    assert [who for who, *_rest in ranks(draw, world)] == [world.lan.pk, hoa.pk, binh.pk]


def test_the_list_is_published_before_anybody_judges(world: World) -> None:
    draw = contest(world, Kind.JUDGED, judges=[world.mai.pk])
    entered(draw, world, (world.lan, "Trà\nLan"))
    closed(draw, world)
    draw.refresh_from_db()
    (line,) = entry_names(draw)
    assert line.endswith("||Trà Lan") and "Nguyễn" not in line
    assert recompute.hash_of([line]) == draw.entries_hash


def test_a_contest_is_not_drawn_and_a_draw_not_decided(world: World) -> None:
    draw, game = opened(world), contest(world, Kind.SPENT)
    with pytest.raises(BadDraw):
        close_contest(draw=draw.pk, at=CLOSES, by=world.by_mai)
    with pytest.raises(BadDraw):
        close_draw(draw=game.pk, at=CLOSES, by=world.by_mai)


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": Kind.JUDGED, "question": "Đặt tên"},
        {"kind": Kind.JUDGED, "question": " ", "judges": [1]},
        {"kind": Kind.ANSWER, "question": "Ở đâu?", "answer": " "},
        {"kind": Kind.FIRST, "amount_per_entry_minor": None},
        {"claim_days": 0},
    ],
)
def test_rules_that_cannot_be_are_refused(world: World, parts: dict[str, object]) -> None:
    with pytest.raises(BadDraw):
        plan_draw(plan=plan(**parts), at=OPENS, by=world.by_mai)
    assert not Draw.objects.exists()


def test_the_database_keeps_judges_points_and_awards_as_they_are(world: World) -> None:
    draw = contest(world, Kind.JUDGED, judges=[world.mai.pk])
    entered(draw, world, (world.lan, "Trà Lan"))
    entry = closed(draw, world)[world.lan.pk].pk
    give_points(draw=draw.pk, staff=world.mai.pk, points={entry: 5})
    hand_in(draw=draw.pk, staff=world.mai.pk, at=CLOSES, by=world.by_mai)
    decide_contest(draw=draw.pk, at=CLOSES, by=world.by_mai)
    publish_draw(draw=draw.pk, at=CLOSES, by=world.by_mai)
    award = draw.winners.get().award
    for change in (
        lambda: Mark.objects.update(points=9), lambda: Mark.objects.all().delete(),
        lambda: Judge.objects.update(handed_in_at=None), lambda: Judge.objects.create(draw=draw, staff=world.tu),
        lambda: Draw.objects.update(question="Khác"), lambda: Draw.objects.update(claim_days=1), award.delete,
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
