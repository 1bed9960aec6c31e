"""The stores a token is for."""
