"""`quen report`: from a sales file straight to its regulars, without a database."""
