"""The console's pages of programme."""
