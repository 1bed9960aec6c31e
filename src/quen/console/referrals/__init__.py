"""The console's pages of referrals."""
