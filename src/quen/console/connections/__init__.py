"""Other systems: the tokens of the API, and the webhooks they listen to."""
