"""Calls, as a call centre tells of them."""
