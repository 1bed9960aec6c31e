"""Which product new to a customer she is likeliest to take next, by the method that did best on the shop's own past."""
