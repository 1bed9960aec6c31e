"""What customers ask, complain of, praise and propose: heard, answered in time, made good."""
