"""The shop lays terms down, and a purchase is judged by those of its day."""

from datetime import date, datetime, timedelta

import pytest

from quen.events.models import Event
from quen.warranty.errors import BadTerms
from quen.warranty.in_force import all_terms
from quen.warranty.lay_down import lay_down
from quen.warranty.models import TermsVersion
from quen.warranty.terms import NOTHING_LAID_DOWN, Clause, Covers
from tests.warranty.machines import CLAUSES, category, promised
from tests.world import World

TODAY = date(2026, 11, 22)


def test_terms_count_from_their_day_and_not_before(world: World, now: datetime) -> None:
    first = promised(world, now, since=date(2025, 1, 1))
    later = promised(world, now, Clause(9, Covers.ALL, "Mọi hàng 3 tháng", months=3), since=date(2027, 1, 1))
    known = all_terms()
    assert known.on(date(2024, 12, 31)) == NOTHING_LAID_DOWN
    assert known.on(date(2025, 1, 1)).version == known.on(date(2026, 12, 31)).version == first.pk
    assert known.on(date(2027, 1, 1)).version == later.pk
    assert (known.categories, known.covers_all) == ({"may moc", "tieu hao"}, True)
    assert later.said().clauses == (Clause(1, Covers.ALL, "Mọi hàng 3 tháng", months=3),)
    assert Event.objects.filter(kind="warranty.terms").count() == 2


def test_what_was_promised_is_not_unsaid(world: World, now: datetime) -> None:
    promised(world, now, since=TODAY)
    for day in (TODAY, TODAY - timedelta(days=1)):
        with pytest.raises(BadTerms):
            promised(world, now, since=day)
    coming = promised(world, now, since=TODAY + timedelta(days=9))
    again = promised(world, now, *CLAUSES[:1], since=TODAY + timedelta(days=9))
    assert (again.pk, len(again.clauses), TermsVersion.objects.count()) == (coming.pk, 1, 2)


@pytest.mark.parametrize(
    "clause",
    [
        Clause(0, Covers.ALL, "", months=3),
        Clause(0, Covers.ALL, "Không nói mấy tháng"),
        Clause(0, Covers.ALL, "Quá lâu", months=601),
        Clause(0, Covers.PRODUCT, "Của hàng nào?", months=3),
        Clause(0, Covers.PRODUCT, "Không có mã này", months=3, product="không có"),
        Clause(0, Covers.CATEGORY, "Không có nhóm này", months=3, category="không có"),
        Clause(0, Covers.EXCLUDED, "Không có nhóm này", category="không có"),
    ],
)  # fmt: skip
def test_a_clause_that_says_nothing_is_refused(world: World, now: datetime, clause: Clause) -> None:
    with pytest.raises(BadTerms):
        lay_down(clauses=[clause], in_force_from=TODAY, at=now, by=world.by_mai)
    with pytest.raises(BadTerms):
        lay_down(clauses=[], in_force_from=TODAY, at=now, by=world.by_mai)
    assert not TermsVersion.objects.exists()


def test_a_category_is_found_as_people_write_it(world: World, now: datetime) -> None:
    category("Máy móc")
    clause = Clause(0, Covers.CATEGORY, "12 tháng", months=12, category="  MÁY MÓC ")
    version = lay_down(clauses=[clause], in_force_from=TODAY, at=now, by=world.by_mai)
    assert version.said().clauses[0].category == "may moc"
