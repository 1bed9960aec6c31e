"""Journeys: the list, one as a map with live counts, its form and its file."""
