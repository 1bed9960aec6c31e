"""The currencies a form offers, the likeliest first."""

COMMON = (
    "VND", "USD", "EUR", "GBP", "JPY", "CNY", "KRW", "THB", "SGD", "MYR", "IDR", "PHP", "KHR", "LAK", "TWD", "HKD",
    "INR", "AUD", "NZD", "CAD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "MXN", "ZAR", "AED", "TRY",
)  # fmt: skip


def choices(current: str = "") -> list[tuple[str, str]]:
    """(code, code) for a select; `current` is among them in any case."""
    codes = COMMON if not current or current in COMMON else (current, *COMMON)
    return [(code, code) for code in codes]
