"""Returns: goods come back, and exactly what they gave."""
