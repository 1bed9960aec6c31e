"""What providers tell us: delivery reports, at addresses only they know."""
