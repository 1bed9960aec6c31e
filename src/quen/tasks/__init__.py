"""What staff have to do: for whom, until when, and what came of it."""
