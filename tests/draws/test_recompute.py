"""What anybody can hold against the draw: it follows from what was published, and treats all alike."""

import random
from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from quen.draws.recompute import commitment_of, hash_of, winners

LABELS = st.text("0123456789abcdef", min_size=16, max_size=16)
PEOPLE = st.dictionaries(LABELS, st.integers(1, 12), max_size=25)


def named(people: dict[str, int]) -> list[str]:
    return [f"{label}-{number}" for label, count in people.items() for number in range(1, count + 1)]


@given(
    PEOPLE, st.text(max_size=12), st.text(max_size=12), st.integers(0, 40), st.randoms(use_true_random=False)
)
def test_the_order_in_which_entries_came_changes_nothing(
    people: dict[str, int], seed: str, word: str, places: int, chance: random.Random
) -> None:
    entries = named(people)
    mixed = entries[:]
    chance.shuffle(mixed)
    drawn = winners(entries, seed, word, places)
    assert winners(mixed, seed, word, places) == drawn
    assert hash_of(mixed) == hash_of(entries)
    assert len(drawn) == min(places, len(people))
    assert set(drawn) <= set(entries)
    assert len({entry.rpartition("-")[0] for entry in drawn}) == len(drawn)


def test_a_hand_computed_draw() -> None:
    """Three entries of three people: the number of step 0 modulo 3 is the first winner."""
    entries = ["a-1", "b-1", "c-1"]
    listed = sha256(b"a-1\nb-1\nc-1").hexdigest()
    first = int(sha256(f"s|{listed}||0".encode()).hexdigest(), 16) % 3
    assert winners(entries, "s", "", 1) == [entries[first]]
    assert commitment_of("s") == "043a718774c572bd8a25adbeb1bfcd5c0256ae11cecf9f9c3f925d0e52beaf89"


def test_twice_as_many_entries_win_twice_as_often() -> None:
    entries = ["a-1", "b-1", "b-2"]
    won = Counter(winners(entries, str(seed), "", 1)[0][0] for seed in range(3_000))
    assert 1_900 < won["b"] < 2_100
