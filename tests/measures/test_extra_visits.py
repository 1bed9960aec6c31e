"""What membership changes, computed by hand."""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import Any

import pyarrow as pa
import pytest

from quen.measures.extra_visits import compared, extra_visits, matched, month_by_month

ENROLMENTS = pa.schema([("customer", pa.string()), ("enrolled_no", pa.int64())])
MAY = 2026 * 12 + 4
OPEN = (MAY, MAY)

Sale = tuple[str, str, int]


def visits(customer: str, *days: str) -> list[Sale]:
    """Purchases worth 100 on days of 2026, written 04-05."""
    return [(customer, f"2026-{day}", 100) for day in days]


@pytest.fixture
def pairs(shop: Any, load: Any) -> Callable[..., Any]:
    """The matched rows of purchases and enrolments (customer → month number)."""

    def rows(sales: Sequence[Sale], enrolled: dict[str, int], months: tuple[int, int] = OPEN) -> Any:
        members = pa.Table.from_pylist(
            [{"customer": who, "enrolled_no": month} for who, month in enrolled.items()], schema=ENROLMENTS
        )
        return matched(compared(shop(sales), load(members), first_month=months[0], last_month=months[1]))

    return rows


# Everybody is known since January and came in May. Lan and Hoa enrolled then, Minh and Tú did not; before May, Lan and
# Minh came once, Hoa and Tú twice.
FOUR = [
    *visits("lan", "01-02", "04-01", "05-03", "06-01", "07-01", "08-01"),
    *visits("minh", "01-02", "04-02", "05-04", "06-01"),
    *visits("hoa", "01-02", "03-01", "04-01", "05-05", "06-01", "06-20", "08-31"),
    *visits("tu", "01-02", "02-28", "04-09", "05-06", "07-01", "08-02"),
]
ENROLLED = {"lan": MAY, "hoa": MAY}


@pytest.mark.long
def test_members_change_less_that_of_customers_as_busy_before(pairs: Any, rows: Any) -> None:
    [found] = rows(extra_visits(pairs(FOUR, ENROLLED)))
    # Lan 1 → 3 beside Minh 1 → 1: two more. Hoa 2 → 3 beside Tú 2 → 2: one more. On average 1.5.
    assert [found["members"], found["others"]] == [2, 2]
    assert [found["members_visits_before"], found["members_visits_after"]] == [1.5, 3.0]
    assert [found["others_visits_before"], found["others_visits_after"]] == [1.5, 1.5]
    assert [found["extra_visits"], found["extra_revenue_minor"]] == [1.5, 150.0]


def test_alone_in_their_bands_nobody_deviates_and_the_error_is_none(pairs: Any, rows: Any) -> None:
    [found] = rows(extra_visits(pairs(FOUR, ENROLLED)))
    assert [found["error_visits"], found["low_visits"], found["high_visits"]] == [0.0, 1.5, 1.5]


def test_the_interval_is_that_of_deviations_within_the_band(pairs: Any, rows: Any) -> None:
    one_before = ("01-02", "04-01", "05-03")
    sales = [
        *visits("lan", *one_before, "06-01", "07-01"),  # 1 → 2: +1
        *visits("hoa", *one_before, "06-01", "06-02", "07-01", "08-01"),  # 1 → 4: +3
        *visits("minh", *one_before),  # 1 → 0: -1
        *visits("tu", *one_before, "08-31"),  # 1 → 1: 0
        *visits("an", *one_before, "06-01", "08-01"),  # 1 → 2: +1
    ]
    [found] = rows(extra_visits(pairs(sales, ENROLLED)))
    assert found["extra_visits"] == pytest.approx(2.0)
    # Members deviate by -1 and 1; the others by -1, 0 and 1, each weighing 2/3. Five customers: times 5/4.
    error = sqrt((1 + 1 + 2 * (2 / 3) ** 2) * 5 / 4) / 2
    assert found["error_visits"] == pytest.approx(error)
    assert found["low_visits"] == pytest.approx(2.0 - 1.959963984540054 * error)
    assert found["high_visits"] == pytest.approx(2.0 + 1.959963984540054 * error)
    assert found["error_revenue_minor"] == pytest.approx(100 * error)


def test_each_band_counts_as_often_as_it_has_members(pairs: Any, rows: Any) -> None:
    sales = [
        *visits("lan", "01-02", "05-03"),
        *visits("an", "01-02", "05-03"),
        *visits("minh", "01-02", "05-03", "06-01"),
        *visits("binh", "01-02", "05-03", "06-02"),
        *visits("chi", "01-02", "05-03", "06-03"),
        *visits("hoa", "01-02", "04-01", "05-03", "06-04", "06-05"),
        *visits("tu", "01-02", "04-01", "05-03"),
    ]
    [found] = rows(extra_visits(pairs(sales, {"lan": MAY, "an": MAY, "hoa": MAY})))
    # Of the band without a visit: two members 0, the others +1. Of the other: Hoa +1, Tú -1.
    assert found["others_visits_after"] == pytest.approx((1 + 1 + 0) / 3)
    assert found["extra_visits"] == pytest.approx((-1 - 1 + 2) / 3)


def test_the_months_of_one_customer_hang_together(pairs: Any, rows: Any) -> None:
    once = ("01-02", "04-01", "05-03", "06-01", "09-01", "10-01")
    sales = [
        *visits("lan", *once),
        *visits("hoa", *once),
        *visits("minh", *once),
        *visits("tu", "01-02", "04-01", "05-03", "06-01"),
    ]
    june = MAY + 1
    [found] = rows(extra_visits(pairs(sales, {"lan": MAY, "hoa": june}, (MAY, june))))
    assert [found["members"], found["others"]] == [2, 2]
    # May: Lan 1 → 1 beside Minh 1 → 1 and Tú 1 → 1. June: Hoa 2 → 1 beside Minh 2 → 1 and Tú 2 → 0, who deviate by half
    # a visit each and weigh half. As clusters: Minh and Tú -1/4 and 1/4, four customers.
    assert found["extra_visits"] == pytest.approx(0.25)
    assert found["error_visits"] == pytest.approx(sqrt((1 / 16 + 1 / 16) * 4 / 3) / 2)


def test_who_enrols_within_the_months_after_is_no_comparison_and_later_she_is(pairs: Any, rows: Any) -> None:
    within = rows(extra_visits(pairs(FOUR, {"lan": MAY, "minh": MAY + 3})))[0]
    assert [within["members"], within["others"], within["extra_visits"]] == [0, 0, None]
    after = rows(extra_visits(pairs(FOUR, {"lan": MAY, "minh": MAY + 4})))[0]
    assert [after["members"], after["others"], after["extra_visits"]] == [1, 1, 2.0]


def test_new_customers_stand_beside_new_ones_alone(pairs: Any, rows: Any) -> None:
    sales = [
        *visits("lan", "05-03", "06-01"),
        *visits("minh", "05-20"),
        *visits("tu", "01-02", "05-06", "06-01", "07-01"),
    ]
    [found] = rows(extra_visits(pairs(sales, {"lan": MAY})))
    assert [found["members"], found["others"], found["extra_visits"]] == [1, 1, 1.0]


def test_who_enrolled_without_a_visit_that_month_is_not_compared(pairs: Any, rows: Any) -> None:
    sales = [*visits("lan", "01-02", "04-01", "06-01"), *visits("minh", "01-02", "04-01", "05-01")]
    assert rows(extra_visits(pairs(sales, {"lan": MAY})))[0]["members"] == 0


def test_month_by_month_stands_what_both_sides_did(pairs: Any, rows: Any) -> None:
    found = rows(month_by_month(pairs(FOUR, ENROLLED)))
    assert [row["month"] for row in found] == [-3, -2, -1, 0, 1, 2, 3]
    assert [row["members_visits"] for row in found] == [0.0, 0.5, 1.0, 1.0, 1.5, 0.5, 1.0]
    assert [row["others_visits"] for row in found] == [0.5, 0.0, 1.0, 1.0, 0.5, 0.5, 0.5]
    assert [row["members_revenue_minor"] for row in found] == [0.0, 50.0, 100.0, 100.0, 150.0, 50.0, 100.0]


def test_a_shop_without_members_says_nothing(pairs: Any, rows: Any) -> None:
    [found] = rows(extra_visits(pairs(FOUR, {})))
    assert [found["members"], found["extra_visits"], found["error_visits"]] == [0, None, None]
