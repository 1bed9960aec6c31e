"""SMS through any gateway with an HTTP API, described by its settings."""
