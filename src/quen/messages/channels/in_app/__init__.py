"""The list of messages on her member page."""
