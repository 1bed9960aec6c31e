"""`quen economics`: what keeping customers is worth."""
