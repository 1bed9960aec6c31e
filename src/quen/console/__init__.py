"""The console: what owner, manager, marketer and support work with in a browser."""
