"""Goods brought back: the return, and all that follows from it. Read `take_back.py` for the way through."""

from quen.flows.take_back.goods import TakenLine
from quen.flows.take_back.refund import Refund
from quen.flows.take_back.take_back import take_back

__all__ = ["Refund", "TakenLine", "take_back"]
