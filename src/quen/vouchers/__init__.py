"""Codes that are worth something once: kinds, codes, checks, uses."""
