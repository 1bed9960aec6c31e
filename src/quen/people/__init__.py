"""Customers: who they are, how they are recognised, what they agreed to, and who belongs together."""
