"""The business, its stores, its staff and their roles, and its settings with history."""
