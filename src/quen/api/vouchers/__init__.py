"""Vouchers: check, use, give back."""
