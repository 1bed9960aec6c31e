"""Cards and posters on paper, as PDF."""
