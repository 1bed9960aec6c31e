"""Pages of tasks: the lists, one task, and the telephone."""
