"""Whom to look after today, why, and with what: the list of the day, what was done, and how it goes."""
