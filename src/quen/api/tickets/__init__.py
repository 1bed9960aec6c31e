"""Tickets, as another system opens, reads and answers them."""
