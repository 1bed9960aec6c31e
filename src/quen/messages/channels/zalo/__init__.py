"""Zalo ZNS: templates Zalo approved, sent from the shop's Official Account to a phone number."""
