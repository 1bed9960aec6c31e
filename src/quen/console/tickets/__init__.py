"""Pages of tickets: the inbox, one ticket, a new one, and what is promised."""
