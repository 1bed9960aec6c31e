"""What keeping customers cost, and what of it came back: by month, against those held out."""
