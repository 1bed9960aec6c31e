"""Journeys: what begins one, its steps, and who is where in it."""
