"""What the chain's staff did beside selling: tasks, leads, and competitors they saw."""
