"""What the small chat window on the shop's site and on the member page asks for."""
