"""Live chat: a visitor and the shop's staff write to each other, and nothing that was said is lost."""
