"""Who is held out: one stable draw per customer and experiment, the same in Python and in PostgreSQL.

A hash of customer and experiment instead of kept random numbers, so that a customer meets the same side on every
visit and any two experiments cut her independently: Kohavi, Longbotham, Sommerfield and Henne, "Controlled
experiments on the web: survey and practical guide", Data Mining and Knowledge Discovery 18 (2009), section 4.1. They
show that the hash must be a cryptographic one; here it is SHA-256 (FIPS 180-4) of "<experiment>:<customer>", of which
the first 52 bits, read as a fraction, fill a double exactly.
"""

from hashlib import sha256

GLOBAL = "global"
"""The experiment whose holdout gets no marketing at all."""

BUCKET_SQL = (
    "(('x' || left(encode(sha256(convert_to("
    "{experiment}::text || ':' || ({customer})::bigint::text, 'UTF8')), 'hex'), 13))::bit(52)::bigint"
    " / 4503599627370496::float8)"
)
"""`bucket` in PostgreSQL; `format(customer=…, experiment=…)` fills in a column or a parameter for each."""

_HEX_DIGITS = 13
_BUCKETS = float(16**_HEX_DIGITS)


def bucket(customer: int, experiment: str) -> float:
    """Where the customer falls in the experiment: in [0, 1), evenly over customers, independent between experiments."""
    digest = sha256(f"{experiment}:{customer}".encode()).hexdigest()
    return int(digest[:_HEX_DIGITS], 16) / _BUCKETS


def is_held_out(customer: int, experiment: str, share: float) -> bool:
    """Whether she is among the `share` (0 to 1) who get nothing. A larger share keeps whom a smaller one held."""
    return bucket(customer, experiment) < share
