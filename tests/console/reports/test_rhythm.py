"""Days between purchases in buckets."""

from quen.console.reports.rhythm import in_buckets


def test_every_pair_falls_into_one_bucket() -> None:
    pairs = dict.fromkeys(range(400), 1)
    found = dict(in_buckets(pairs))
    assert found == {
        "0": 1, "1": 1, "2–3": 2, "4–7": 4, "8–14": 7, "15–30": 16, "31–60": 30, "61–90": 30,
        "91–180": 90, "181–365": 185, "366+": 34,
    }  # fmt: skip
    assert sum(found.values()) == len(pairs)
