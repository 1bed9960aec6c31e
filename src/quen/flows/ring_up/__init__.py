"""The sale at a till: judged by the programme, written whole, answered once.

Read `ring_up.py` for the way through. Two statements do it: `read.sql` asks for everything a sale is judged by,
`write.sql` writes all of it, as long as nothing it was judged by has changed.
"""

from quen.flows.ring_up.receipt import GivenVoucher, Receipt, Standing
from quen.flows.ring_up.ring_up import quote, ring_up
from quen.flows.ring_up.sale import Sale, SaleLine

__all__ = ["GivenVoucher", "Receipt", "Sale", "SaleLine", "Standing", "quote", "ring_up"]
