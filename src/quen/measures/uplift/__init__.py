"""What an experiment proved: difference of an arm to its control, how sure it is, and how large it must be to be seen.

Arrays in, frozen dataclasses out; no Django, no I/O, no clock. `assign.py` says who is held out, `power.py` how many
customers are needed, `judge.py` what came of it. How a claim is proved stands in docs/explanation/proof.md.
"""
