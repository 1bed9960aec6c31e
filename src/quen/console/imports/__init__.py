"""Import: upload sales files, see how they are read, bring them in, see what came of it."""
