"""The stories of the journeys' pages."""
