"""What the terms say of goods brought on a day: month ends, days away, exchanges, what came back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.warranty.days import last_day
from quen.warranty.propose import Before, Sold, propose
from quen.warranty.terms import NOTHING_LAID_DOWN, Clause, Covers, SoldAs, Terms, from_values, to_values

BOUGHT = date(2026, 1, 15)
MACHINE = SoldAs(product="MP1", category="may moc", line_months=12)
TERMS = Terms(
    (
        Clause(1, Covers.ALL, "Mọi hàng hóa 1 tháng", months=1),
        Clause(2, Covers.CATEGORY, "Máy móc 6 tháng", months=6, category="may moc"),
        Clause(3, Covers.PRODUCT, "Máy pha 24 tháng", months=24, product="MP2"),
        Clause(4, Covers.WRITTEN, "Như ghi trên hóa đơn"),
        Clause(5, Covers.EXCLUDED, "Hàng tiêu hao", category="tieu hao"),
        Clause(6, Covers.EXCLUDED, "Rơi vỡ"),
        Clause(7, Covers.PRODUCT, "Máy thanh lý không bảo hành", months=0, product="MP9"),
    )
)


def sold(sold_as: SoldAs = MACHINE, **facts: object) -> Sold:
    return Sold(**{"bought_on": BOUGHT, "sold_as": sold_as, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 15), 2, date(2027, 1, 15)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_a_term_ends_on_the_same_day_of_the_month_or_the_months_last(
    first: date, months: int, last: date
) -> None:
    assert last_day(first, months) == last


@given(first=st.dates(date(2000, 1, 1), date(2060, 12, 31)), months=st.integers(0, 600))
def test_a_term_is_never_longer_than_its_months_and_never_shorter_than_them_less_three_days(
    first: date, months: int
) -> None:
    end = last_day(first, months)
    assert (end.year * 12 + end.month) - (first.year * 12 + first.month) == months
    assert 0 <= first.day - end.day <= 3


@pytest.mark.parametrize(
    ("sold_as", "clause", "months"),
    [
        (MACHINE, 4, 12),
        (SoldAs(product="MP1", category="may moc"), 2, 6),
        (SoldAs(product="MP2", category="may moc"), 3, 24),
        (SoldAs(product="CF1", category="ca phe"), 1, 1),
        (SoldAs(product="MP1", category="may moc", line_months=0), None, None),
        (SoldAs(product="MP9", category="may moc"), None, None),
        (SoldAs(product="LOC", category="tieu hao", line_months=12), 5, None),
    ],
)  # fmt: skip
def test_the_more_special_clause_goes_before_the_more_general(
    sold_as: SoldAs, clause: int | None, months: int | None
) -> None:
    proposal = propose(sold(sold_as), TERMS, on=BOUGHT)
    assert (proposal.clause.number if proposal.clause else None, proposal.months) == (clause, months)
    assert proposal.is_accepted == (months is not None)


def test_before_the_first_terms_the_receipt_counts_and_then_the_product() -> None:
    on_both = SoldAs(line_months=6, product_months=24)
    assert propose(sold(on_both), NOTHING_LAID_DOWN, on=BOUGHT).months == 6
    assert propose(sold(SoldAs(product_months=24)), NOTHING_LAID_DOWN, on=BOUGHT).months == 24
    assert not propose(sold(SoldAs()), NOTHING_LAID_DOWN, on=BOUGHT).is_accepted


def test_the_last_day_is_covered_and_the_next_is_not() -> None:
    last = propose(sold(), TERMS, on=date(2027, 1, 15))
    assert (last.is_accepted, last.days_left, last.ends_on) == (True, 0, date(2027, 1, 15))
    assert "last day" in str(last.why)
    late = propose(sold(), TERMS, on=date(2027, 1, 16))
    assert (late.is_accepted, late.days_left, late.clause) == (False, -1, TERMS.clause(4))


def test_days_in_the_workshop_are_added_to_the_term() -> None:
    repaired = Before(date(2026, 6, 1), date(2026, 6, 21), was_accepted=True)
    refused = Before(date(2026, 7, 1), date(2026, 7, 9))
    proposal = propose(sold(claims=[repaired, refused]), TERMS, on=date(2026, 8, 1))
    assert (proposal.ends_on, proposal.repairs) == (date(2027, 1, 15) + timedelta(days=20), 1)


def test_goods_given_in_exchange_begin_a_term_of_their_own() -> None:
    repaired = Before(date(2026, 3, 1), date(2026, 3, 11), was_accepted=True)
    exchanged = Before(date(2026, 6, 1), date(2026, 6, 30), was_accepted=True, was_exchanged=True)
    proposal = propose(sold(claims=[repaired, exchanged]), TERMS, on=date(2026, 8, 1))
    assert (proposal.starts_on, proposal.ends_on) == (date(2026, 6, 30), date(2027, 6, 30))
    assert proposal.repairs == 0


def test_after_three_repairs_she_may_ask_for_more() -> None:
    repairs = [Before(BOUGHT, BOUGHT, was_accepted=True)] * 3
    assert not propose(sold(claims=repairs[:2]), TERMS, on=BOUGHT).may_ask_for_more
    assert propose(sold(claims=repairs), TERMS, on=BOUGHT).may_ask_for_more


def test_what_came_back_or_was_paid_back_has_no_warranty() -> None:
    gone = propose(sold(back_milli=1_000, back_on=date(2026, 2, 1)), TERMS, on=date(2026, 3, 1))
    assert (gone.is_accepted, gone.clause, gone.pieces) == (False, None, 0)
    assert "2026-02-01" in str(gone.why)
    paid = Before(date(2026, 2, 1), date(2026, 2, 9), was_accepted=True, was_refunded=True)
    assert not propose(sold(claims=[paid], back_milli=1_000), TERMS, on=date(2026, 3, 1)).is_accepted
    weighed = sold(SoldAs(line_months=1), quantity_milli=500)
    assert propose(weighed, TERMS, on=BOUGHT).pieces == 1


def test_a_part_brought_back_leaves_the_rest_covered() -> None:
    paid = Before(date(2026, 2, 1), date(2026, 2, 9), was_accepted=True, was_refunded=True)
    three = sold(quantity_milli=3_000, back_milli=1_000)
    assert propose(three, TERMS, on=date(2026, 3, 1)).pieces == 2
    # The money of the refunded piece went back at the till: it is the same piece, not another.
    assert sold(quantity_milli=3_000, back_milli=1_000, claims=[paid]).pieces == 2
    assert sold(quantity_milli=3_000, claims=[paid, paid]).pieces == 1
    assert sold(quantity_milli=2_000, claims=[Before(BOUGHT)]).under_way == 1


def test_clauses_are_kept_and_read_again() -> None:
    assert from_values(to_values(TERMS.clauses)) == TERMS.clauses
    assert [clause.number for clause in TERMS.exclusions] == [5, 6]
