"""How the programme does: who takes part, what they buy, and what becomes of the points."""
