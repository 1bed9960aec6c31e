"""The console's pages of cards."""
