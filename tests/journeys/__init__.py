"""The stories of journeys."""
