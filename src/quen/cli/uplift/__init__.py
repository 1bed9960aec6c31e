"""`quen uplift`: what an experiment in a file proved."""
