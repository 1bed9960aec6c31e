"""Settings, urls, and which reader listens to which event: the one room that knows every other."""
