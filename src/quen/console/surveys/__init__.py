"""The console's pages of surveys."""
