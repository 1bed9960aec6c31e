"""The console's pages of vouchers."""
