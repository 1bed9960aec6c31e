"""Prize draws that anyone can recompute."""
