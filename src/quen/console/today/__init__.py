"""Today: what changed, and whom to look after."""
