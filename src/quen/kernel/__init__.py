"""Values every room shares: money, phone numbers, names, periods, errors. Pure Python, no Django, no I/O."""
