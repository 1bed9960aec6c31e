"""A person's right to her data, and to be forgotten."""
