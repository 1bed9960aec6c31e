"""The console's pages of loyalty."""
