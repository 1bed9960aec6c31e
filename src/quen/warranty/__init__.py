"""What the shop promised of goods it sold: terms, claims, and where the goods are."""
