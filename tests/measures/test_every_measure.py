"""Every measure says the same on DuckDB and on a Spark cluster of several processes, through the lake as reports do."""

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import ibis.expr.types as ir
import pytest
from bench.every_measure import EVERY

from quen import measures
from tests.spark import need_java

ROOT = Path(__file__).resolve().parents[2]
PURCHASES = 2_400


def measures_there_are() -> Iterator[object]:
    """The public functions of the room that make a table of a table."""
    for module in pkgutil.iter_modules(measures.__path__, "quen.measures."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.name:
                continue
            asked, *_ = [*inspect.signature(function).parameters.values(), None]
            if (
                inspect.signature(function).return_annotation is ir.Table
                and asked
                and asked.annotation is ir.Table
            ):
                yield function


def test_no_measure_is_left_out_of_the_comparison() -> None:
    there_are = set(measures_there_are())
    assert {getattr(each, "__name__", "") for each in there_are ^ set(EVERY)} == set(), (
        "bench/every_measure.py compares each measure between the engines: add what is new, take out what is gone"
    )
    assert len(there_are) > 40


@pytest.mark.long
def test_every_measure_says_the_same_on_a_cluster() -> None:
    need_java()
    told = subprocess.run(
        [sys.executable, "-m", "bench.spark_cluster", str(PURCHASES)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout + told.stderr[-2000:]
    assert "MISS" not in told.stdout
    assert told.stdout.count(" s on spark") == len(EVERY)
