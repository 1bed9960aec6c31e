"""A draw from its draft to its winners; a stranger finds the same ones."""

import csv
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connections, transaction

from quen.draws import recompute
from quen.draws.add_entry import add_entry
from quen.draws.errors import NotNow
from quen.draws.models import Draw, Entry, Prize, State, Winner
from quen.draws.plan import change_draw
from quen.draws.reads import counted, entries_of, entry_names
from quen.draws.run import close_draw, draw_winners, open_draw, publish_draw
from quen.flows.take_back import take_back
from quen.people.models import Customer
from tests.draws.tet import CLOSES, customers, opened, plan
from tests.flows.loyal import SUNDAY, bought
from tests.people.story import told
from tests.world import World


def closed(world: World) -> Draw:
    draw = opened(world)
    customers(world, 8)
    return close_draw(draw=draw.pk, at=CLOSES, by=world.by_mai)


def test_purchases_bring_entries_less_what_came_back(world: World) -> None:
    draw = opened(world, most_a_person=5)
    receipt = bought(world, 120_000, 60_000)
    bought(world, 49_000, key="small")
    assert entries_of(draw=draw, customer=world.lan.pk) == 3
    take_back(store=world.store.pk, receipt=receipt.receipt, lines=None, at=SUNDAY, key="b", by=world.by_mai)
    assert entries_of(draw=draw, customer=world.lan.pk) == 0
    bought(world, 1_000_000, key="large")
    assert (entries_of(draw=draw, customer=world.lan.pk), counted(draw).entries) == (5, 20)
    draw = close_draw(draw=draw.pk, at=CLOSES, by=world.by_mai)
    assert entries_of(draw=draw, customer=world.lan.pk) == counted(draw).entries == 5
    assert len(list(entry_names(draw))) == 5


def test_an_answered_survey_brings_an_entry_once(world: World) -> None:
    draw = opened(world)
    for _again in range(2):
        add_entry(draw=draw.pk, customer=world.lan.pk, source="survey:4:17", at=SUNDAY, by=world.by_mai)
    assert entries_of(draw=draw, customer=world.lan.pk) == 1
    assert told(world.lan.pk)[-1] == "draw.entered"
    with pytest.raises(NotNow):
        add_entry(draw=draw.pk, customer=world.lan.pk, source="free:1", at=CLOSES, by=world.by_mai)


def test_insiders_take_no_part(world: World) -> None:
    draw = opened(world)
    bought(world, 500_000)
    Customer.objects.filter(pk=world.lan.pk).update(is_internal=True)
    assert counted(close_draw(draw=draw.pk, at=CLOSES, by=world.by_mai)).people == 0


def test_steps_come_one_after_the_other_and_once(world: World) -> None:
    draw = opened(world)
    assert len(draw.commitment) == 64 and recompute.commitment_of(draw.seed) == draw.commitment
    with pytest.raises(NotNow):
        close_draw(draw=draw.pk, at=CLOSES - timedelta(seconds=1), by=world.by_mai)
    for step in (draw_winners, publish_draw, open_draw):
        with pytest.raises(NotNow):
            step(draw=draw.pk, at=CLOSES, by=world.by_mai)
    with pytest.raises(NotNow):
        change_draw(draw=draw.pk, plan=plan(), at=SUNDAY, by=world.by_mai)
    assert Draw.objects.get().state == State.OPEN


def test_one_prize_a_person_and_winners_are_told_when_published(world: World) -> None:
    draw = draw_winners(draw=closed(world).pk, at=CLOSES, by=world.by_mai)
    won = list(Winner.objects.order_by("rank").select_related("prize", "participant"))
    assert [each.prize.name if each.prize else "" for each in won] == [
        "Xe máy",
        "Ấm siêu tốc",
        "Ấm siêu tốc",
        "",
        "",
    ]
    assert len({each.participant.customer_id for each in won}) == 5
    assert "draw.won" not in told(won[0].participant.customer_id)
    publish_draw(draw=draw.pk, at=CLOSES, by=world.by_mai)
    assert [told(each.participant.customer_id)[-1] == "draw.won" for each in won] == [True] * 3 + [False] * 2


@pytest.mark.parametrize(
    "change",
    [
        lambda: Draw.objects.update(amount_per_entry_minor=1),
        lambda: Draw.objects.update(seed="0" * 64),
        lambda: Draw.objects.update(entries_hash="0" * 64),
        lambda: Draw.objects.update(state=State.OPEN),
        lambda: Draw.objects.update(state=State.PUBLISHED),
        lambda: Draw.objects.all().delete(),
        lambda: Prize.objects.update(pieces=9),
        lambda: Prize.objects.all().delete(),
        lambda: Entry.objects.update(count=99),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.create(
            draw=Draw.objects.get(),
            customer=Customer.objects.all()[0],
            source="late",
            count=1,
            made_at=SUNDAY,
        ),
    ],
)
def test_the_database_refuses_to_change_a_closed_draw(world: World, change: object) -> None:
    closed(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        change()  # type: ignore[operator]


def test_a_stranger_recomputes_the_winners_with_python_alone(world: World, tmp_path: Path) -> None:
    draw = draw_winners(draw=closed(world).pk, public_word="XSMB 48213", at=CLOSES, by=world.by_mai)
    won = list(draw.winners.order_by("rank").values_list("entry", flat=True))
    proof = {
        "commitment": draw.commitment, "seed": draw.seed, "entries_hash": draw.entries_hash,
        "public_word": draw.public_word, "places": 5, "winners": won,
    }  # fmt: skip
    with (tmp_path / "entries.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["entry"], *([name] for name in entry_names(draw))])
    assert asked(tmp_path, proof) == 0
    assert asked(tmp_path, proof | {"winners": won[::-1]}) == 1
    assert asked(tmp_path, proof | {"public_word": "XSMB 48214"}) == 1


def asked(folder: Path, proof: dict[str, object]) -> int:
    (folder / "proof.json").write_text(json.dumps(proof))
    script = Path(recompute.__file__).read_text()
    (folder / "recompute.py").write_text(script)
    return subprocess.run(
        [sys.executable, "-I", "-S", "recompute.py", "entries.csv", "proof.json"], cwd=folder, check=False, timeout=60,
        capture_output=True,
    ).returncode  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_draw_once(world: World) -> None:
    draw = closed(world)

    def one(_number: int) -> bool:
        try:
            draw_winners(draw=draw.pk, at=CLOSES, by=world.by_mai)
            return True
        except NotNow:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(8))) == 1
    assert Winner.objects.count() == 5
