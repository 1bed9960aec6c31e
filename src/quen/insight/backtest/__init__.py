"""Replay sales through a programme before it is launched. Knows no Django but for the history of the lake."""
