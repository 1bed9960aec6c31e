"""The console's pages of draws."""
