"""The console's pages of rewards."""
