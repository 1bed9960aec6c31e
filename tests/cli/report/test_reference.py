"""docs/reference/measures.md keeps step with the code."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import Any

import quen.measures
from quen.measures.rfm import OTHERS, SEGMENTS

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "measures.md"
# Parts of other measures, no number of their own.
PARTS = {"known", "between", "percent", "month_number", "month_of", "purchases", "returns"}


def _named() -> set[str]:
    return set(re.findall(r"`(\w+)`", REFERENCE.read_text(encoding="utf-8")))


def test_every_key_is_explained(answer: Any, coffee_shop: Path) -> None:
    assert set(answer(coffee_shop)) - _named() == set()


def test_every_measure_is_named() -> None:
    measures = {
        name
        for module in pkgutil.iter_modules(quen.measures.__path__)
        for name, _ in inspect.getmembers(
            importlib.import_module(f"quen.measures.{module.name}"), inspect.isfunction
        )
        if not name.startswith("_") and _.__module__ == f"quen.measures.{module.name}"
    }
    assert measures - PARTS - _named() == set()


def test_the_table_of_segments_is_the_one_in_use() -> None:
    rows = re.findall(
        r"^\| ([A-Z][^|]+) \| ([1-5–]+) \| ([1-5–]+) \| ([1-5–]+) \|$", REFERENCE.read_text("utf-8"), re.M
    )
    assert [(name, *map(_side, sides)) for name, *sides in rows] == [
        (segment.name, segment.recency, segment.frequency, segment.monetary) for segment in SEGMENTS
    ]
    assert f"| {OTHERS} | none of these |" in REFERENCE.read_text("utf-8")


def _side(text: str) -> tuple[int, int]:
    low, _, high = text.partition("–")
    return int(low), int(high or low)
