"""What this room keeps about persons: nothing; it reckons in sums."""

NOBODY = frozenset({"payback.reckoning"})
