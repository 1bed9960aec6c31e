"""The member's own pages: card, points, history, on a phone."""
