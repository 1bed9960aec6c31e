"""Customers: the list, one customer's profile, and everything done to a customer."""
