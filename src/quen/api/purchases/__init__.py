"""Purchases: quote, ring up, read back."""
