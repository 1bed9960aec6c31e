"""Pages of warranty: one look, claims and where their goods are, the shop's terms."""
