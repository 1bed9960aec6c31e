"""What keeping customers is worth: formulas over a few figures of the shop. No Django, no I/O, no clock."""
