"""Stories of live chat."""
