"""A person calls: the message becomes a task."""
