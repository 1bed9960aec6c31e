"""What console templates load."""
