"""Limits on everything another system may send."""

BODY_BYTES = 4 * 1024 * 1024
"""Bytes of a request's body; a batch of a thousand ordinary receipts has a quarter of it."""

BATCH = 1_000
"""Purchases in one batch."""

DEPTH = 12
"""Brackets within brackets in a body; the deepest the API knows is four."""

PAGE = 100
"""Rows of a page where the request does not say."""

LONGEST_PAGE = 500

KEY_LENGTH = 80
"""Letters of an idempotency key."""
