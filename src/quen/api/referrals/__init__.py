"""Referrals: the code a member gives to friends, and whom she brought."""
