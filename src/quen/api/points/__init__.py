"""Points: what a customer has, where they came from, and holding them for a redemption."""
