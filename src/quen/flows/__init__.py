"""Use cases that touch several nouns in one transaction."""
