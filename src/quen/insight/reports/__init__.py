"""Reports: measures of `quen.measures` over the lake, for a period and some stores. `ask.py` is the way in."""
