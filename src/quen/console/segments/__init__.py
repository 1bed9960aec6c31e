"""Segments: the list, one of them, and the form that builds a rule."""
