"""The story: one append-only table of everything that happens to a customer, and its readers."""
