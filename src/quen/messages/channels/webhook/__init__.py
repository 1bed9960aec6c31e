"""Another system of the shop's own, told by a signed POST (Standard Webhooks)."""
