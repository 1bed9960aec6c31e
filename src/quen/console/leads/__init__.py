"""Pages of leads: board and list, one lead, what they cost, and competitors."""
