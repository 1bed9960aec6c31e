"""Settings of the business, its stores, and the history of both."""
