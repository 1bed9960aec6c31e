"""Judge what members bought before anybody judged it: imported sales, or a past the programme was launched over.

The same `evaluate` as at the till, member by member in the order of time; the rows are written by COPY. Read `run.py`
for the way through. A history judged here and the same sales rung up one by one leave the same books.
"""

from quen.flows.judge_history.run import Judged, judge_history
from quen.flows.judge_history.story import Story

__all__ = ["Judged", "Story", "judge_history"]
