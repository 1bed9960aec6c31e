"""What the chain's staff did beside selling: tasks, leads, warranty claims, and competitors they saw."""
