"""A loyalty programme as data, and the pure function that judges a purchase by it. No Django, no I/O, no clock.

``evaluate(programme, state, purchase)`` says what a purchase gives and why, `apply` moves the member's counters on,
``take_back(programme, outcome, lines)`` says what a return takes back, `undo` moves the counters. `load` and `dump`
read and write programmes as YAML. `quen.programme.engine` is where points come from.
"""

from quen.programme.evaluate import apply, evaluate
from quen.programme.example import example
from quen.programme.outcome import Outcome, TakenBack
from quen.programme.programme import Programme
from quen.programme.purchase import Line, Purchase, ReturnedLine
from quen.programme.state import NEW_MEMBER, MemberState
from quen.programme.take_back import take_back, undo
from quen.programme.yaml_text import dump, from_values, load, to_values

__all__ = [
    "NEW_MEMBER", "Line", "MemberState", "Outcome", "Programme", "Purchase", "ReturnedLine", "TakenBack", "apply",
    "dump", "evaluate", "example", "from_values", "load", "take_back", "to_values", "undo",
]  # fmt: skip
