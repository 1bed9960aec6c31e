"""Who is held out: stable, even, independent, and the same in PostgreSQL."""

import numpy as np
import pytest
from django.db import connection
from scipy import stats

from quen.measures.uplift.assign import BUCKET_SQL, GLOBAL, bucket, is_held_out

CUSTOMERS = 20_000


def buckets(experiment: str) -> np.ndarray:
    return np.array([bucket(customer, experiment) for customer in range(1, CUSTOMERS + 1)])


def test_lan_falls_where_she_fell_yesterday() -> None:
    # The first 13 digits of `printf 'global:1' | sha256sum`: whoever changes these, moves every customer.
    assert bucket(1, GLOBAL) == 0x4C38D54478643 / 16**13
    assert bucket(1, "campaign:7") == 0x000377563D19B / 16**13


def test_customers_fall_evenly() -> None:
    found = buckets(GLOBAL)
    assert (found.min(), found.max()) == pytest.approx((0, 1), abs=0.001)
    assert found.max() < 1
    assert stats.kstest(found, "uniform").pvalue > 0.001


def test_two_experiments_cut_independently() -> None:
    experiments = [
        GLOBAL,
        *(f"campaign:{number}" for number in range(1, 16)),
        *(f"journey:{n}" for n in range(1, 5)),
    ]
    cuts = [buckets(experiment) < 0.2 for experiment in experiments]
    found = []
    for first in range(len(cuts)):
        for second in range(first):
            table = stats.contingency.crosstab(cuts[first], cuts[second]).count
            found.append(stats.chi2_contingency(table, correction=False).pvalue)
            # A fifth of those held out of the one are held out of the other, no more and no fewer.
            assert cuts[first][cuts[second]].mean() == pytest.approx(0.2, abs=0.03)
    assert len(found) == 190
    assert stats.kstest(found, "uniform").pvalue > 0.01
    assert min(found) > 1e-4


def test_who_is_held_out_stays_so_when_the_share_grows() -> None:
    few = {customer for customer in range(2_000) if is_held_out(customer, "campaign:3", 0.1)}
    more = {customer for customer in range(2_000) if is_held_out(customer, "campaign:3", 0.2)}
    assert few < more
    assert len(few) == pytest.approx(200, abs=50)
    assert not any(is_held_out(customer, "campaign:3", 0.0) for customer in range(2_000))
    assert all(is_held_out(customer, "campaign:3", 1.0) for customer in range(2_000))


@pytest.mark.django_db
@pytest.mark.parametrize("experiment", [GLOBAL, "campaign:7", "hành trình: chào mừng 😀"])
def test_the_database_draws_the_same(experiment: str) -> None:
    wanted = BUCKET_SQL.format(customer="customer", experiment="%s")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT customer, {wanted} FROM (
                SELECT generate_series(1, 5000)::bigint AS customer
                UNION ALL SELECT 9223372036854775807 UNION ALL SELECT 0) AS customers""",
            [experiment],
        )
        found = cursor.fetchall()
    assert len(found) == 5_002
    assert [of for customer, of in found if of != bucket(customer, experiment)] == []
