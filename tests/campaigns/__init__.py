"""Stories of campaigns."""
