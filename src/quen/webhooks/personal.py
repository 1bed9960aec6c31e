"""What this room keeps about persons: nothing; a delivery names an event, and the event is erased."""

NOBODY = frozenset({"webhooks.delivery", "webhooks.endpoint"})
