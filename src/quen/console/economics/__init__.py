"""What keeping customers is worth: the page with its sliders."""
