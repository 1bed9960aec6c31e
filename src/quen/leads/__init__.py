"""People who might become customers: where from, how far, and why some went elsewhere."""
