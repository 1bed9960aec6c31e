"""The segments of the business, and who is in them."""
