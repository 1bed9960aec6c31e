"""The score of those who were asked: by hand, and the same as the plain one where nothing is to be mended."""

from typing import Any

import pyarrow as pa
import pytest

from quen.measures.nps import nps_of_counts
from quen.measures.nps_weighted import nps_weighted


def groups(*rows: tuple[str, int, int, int, int]) -> pa.Table:
    names = ("group", "asked", "responses", "promoters", "detractors")
    kinds = (pa.string(), *[pa.int64()] * 4)
    columns = zip(*rows, strict=True) if rows else [()] * 5
    return pa.table({name: pa.array(list(each), kind) for name, kind, each in zip(names, kinds, columns, strict=True)})  # fmt: skip


def test_who_answers_seldom_counts_as_often_as_she_was_asked(load: Any, rows: Any) -> None:
    [found] = rows(nps_weighted(load(groups(("regular", 80, 10, 6, 2), ("new", 20, 20, 2, 12)))))
    # By hand: plain (8 - 14) / 30 = -20. Weighted 0.8 · 40 + 0.2 · -50 = 22. Interval: p 6.8/11.6, d 2.8/11.6, variance
    # 0.061093; p 2.2/20.4, d 12.2/20.4, variance 0.022823; centre 0.177823, half 1.96 · √(0.64 · 0.061093 + 0.04 ·
    # 0.022823) = 0.392054.
    assert found["nps"] == pytest.approx(22.0)
    assert (found["low"], found["high"]) == pytest.approx((-21.423, 56.988), abs=0.002)
    assert (found["asked"], found["responses"], found["unheard"], found["is_small"]) == (100, 30, 0, False)


def test_one_group_alone_is_the_plain_score(load: Any, rows: Any) -> None:
    [found] = rows(nps_weighted(load(groups(("all", 200, 40, 22, 9)))))
    counts = pa.table({"responses": [40], "promoters": [22], "passives": [9], "detractors": [9]})
    [plain] = rows(nps_of_counts(load(counts)))
    assert [found[name] for name in ("nps", "low", "high")] == pytest.approx(
        [plain[name] for name in ("nps", "low", "high")]
    )


def test_small_groups_are_taken_together_and_the_silent_are_named(load: Any, rows: Any) -> None:
    [found] = rows(nps_weighted(load(groups(("a", 50, 10, 10, 0), ("b", 25, 4, 0, 4), ("c", 25, 4, 0, 4)))))
    assert found["nps"] == pytest.approx(0.0), "half of the asked praise, half blame"
    [found] = rows(nps_weighted(load(groups(("a", 50, 10, 10, 0), ("b", 30, 0, 0, 0)))))
    assert (found["nps"], found["asked"], found["unheard"]) == (pytest.approx(100.0), 80, 30)


def test_nobody_answered(load: Any, rows: Any) -> None:
    [found] = rows(nps_weighted(load(groups(("a", 50, 0, 0, 0)))))
    assert [found[name] for name in ("nps", "low", "high")] == [None, None, None]
    assert (found["asked"], found["unheard"]) == (50, 50)
