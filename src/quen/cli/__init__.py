"""The command `quen`."""
