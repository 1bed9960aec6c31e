"""Rewards: the catalogue, and claiming from it."""
