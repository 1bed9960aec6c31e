"""What points are exchanged for: the catalogue and the claims."""
