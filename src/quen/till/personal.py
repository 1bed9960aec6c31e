"""What this room keeps about persons: nothing; tills remember customers by asking again."""

NOBODY = frozenset({"till.tillsettings"})
