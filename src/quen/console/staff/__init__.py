"""Staff and roles: who works here, and who may do what."""
