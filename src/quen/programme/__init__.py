"""A loyalty programme as data, and the pure function that judges a purchase by it. No Django, no I/O, no clock."""
