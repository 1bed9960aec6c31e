"""Customers: find, see, add, edit."""
