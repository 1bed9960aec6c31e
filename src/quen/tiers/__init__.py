"""Moves between tiers: the history of them, and what falls due with time."""
