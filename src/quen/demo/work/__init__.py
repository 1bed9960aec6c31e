"""What the chain's staff did beside selling: tasks, leads, warranty claims, surveys, and competitors they saw."""
