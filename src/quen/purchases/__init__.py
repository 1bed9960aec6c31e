"""What was bought, brought back, and still under warranty."""
