"""What this room keeps about persons: nothing; tries to join are counted by a keyed hash, for one day."""

NOBODY = frozenset({"member.attempt"})
