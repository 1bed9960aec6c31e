"""The Net Promoter Score: counts, published variance, and an interval that keeps its promise."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from quen.measures.nps import nps, nps_by


def scores(*values: int | None) -> pa.Table:
    return pa.table({"score": pa.array(values, pa.int64())})


def test_promoters_less_detractors(load: Any, rows: Any) -> None:
    [found] = rows(nps(load(scores(10, 9, 9, 8, 7, 6, 0, None))))
    assert {name: found[name] for name in ("responses", "promoters", "passives", "detractors")} == {
        "responses": 7,
        "promoters": 3,
        "passives": 2,
        "detractors": 2,
    }
    assert found["nps"] == pytest.approx(100 / 7)
    assert found["is_small"]
    # (3 + 1) / 9 - (2 + 1) / 9 = 1/9, and the square root of (7/9 - 1/81) / 9 = 0.29163, each way 1.96 times.
    assert (found["low"], found["high"]) == pytest.approx((-46.047, 68.269), abs=0.001)


def test_the_error_is_the_published_one(load: Any, rows: Any) -> None:
    # Agresti, "Categorical Data Analysis", table of the Prime Minister's ratings: of 1,600 people 150 changed one way and
    # 86 the other, difference 0.04, standard error 0.0095, 95 % interval 0.02 to 0.06.
    [found] = rows(nps(load(scores(*[10] * 150, *[0] * 86, *[8] * 1_364))))
    assert found["nps"] == pytest.approx(4.0)
    assert (found["high"] - found["low"]) / 2 / 1.96 == pytest.approx(0.95, abs=0.01)
    assert (found["low"], found["high"]) == pytest.approx((2.1, 5.9), abs=0.1)


def test_few_who_agree_prove_little(load: Any, rows: Any) -> None:
    [glad] = rows(nps(load(scores(*[10] * 5))))
    assert (glad["nps"], glad["high"]) == (100.0, 100.0)
    assert glad["low"] < 50
    [calm] = rows(nps(load(scores(*[8] * 5))))
    assert calm["nps"] == 0.0
    assert calm["low"] == pytest.approx(-calm["high"])
    assert calm["high"] > 30


def test_nobody_asked_has_no_score(load: Any, rows: Any) -> None:
    [found] = rows(nps(load(scores(None))))
    assert (found["responses"], found["promoters"]) == (0, 0)
    assert [found[name] for name in ("nps", "low", "high")] == [None, None, None]


def test_by_store(load: Any, rows: Any) -> None:
    answers = pa.table(
        {"score": [10, 2, 9, 9, 3, 8, None], "store": ["Huế", "Huế", "Vinh", "Vinh", "Vinh", None, "Lào Cai"]}
    )
    found = rows(nps_by(load(answers), "store"))
    assert [(row["group"], row["responses"], round(row["nps"], 2)) for row in found] == [
        ("Vinh", 3, 33.33),
        ("Huế", 2, 0.0),
    ]


@pytest.mark.parametrize(
    ("promoters", "detractors", "n"), [(0.5, 0.2, 40), (0.8, 0.05, 25), (0.3, 0.3, 200), (0.1, 0.6, 60)]
)
def test_the_interval_covers(promoters: float, detractors: float, n: int) -> None:
    """By the formula, on the counts of many surveys at once, through one engine."""
    import ibis

    times = 4_000
    counts = np.random.default_rng(19).multinomial(
        n, [promoters, detractors, 1 - promoters - detractors], times
    )
    survey, kind = np.repeat(np.arange(times), n), np.tile([10, 0, 8], times)
    answers = pa.table({"survey": survey, "score": np.repeat(kind, counts.ravel())})
    found = nps_by(ibis.memtable(answers), "survey").to_pyarrow().to_pylist()
    truth = 100 * (promoters - detractors)
    covers = sum(row["low"] <= truth <= row["high"] for row in found) / times
    assert len(found) == times
    assert 0.935 <= covers <= 0.98
