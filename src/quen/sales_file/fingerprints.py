"""A row's fingerprint: the same for the same sale in whatever file, format and order it comes again.

The first 64 bits of the MD5 of the row's lasting facts, in a fixed order, a unit separator between them, as a signed
number: store, receipt, moment, the strongest identity as written, product (its name where it has no code), quantity,
unit price, amount and serial number. Facts a shop edits later (a customer's name, a category, the staff) and facts
the reader guesses (the currency) stay out, so that a later export of the same sale is known again.
MD5 is used as a plain, stable hash; nothing secret hangs on it.
"""

SEPARATOR = "\x1f"


def fingerprint_sql() -> str:
    """SQL for the fingerprint of a row of typed facts, as BIGINT."""
    facts = (
        "store", "receipt", "CAST(moment AS VARCHAR)", "coalesce(code, card, phone, email)", "coalesce(product, product_name)",
        "CAST(quantity AS VARCHAR)", "CAST(unit_price AS VARCHAR)", "CAST(amount AS VARCHAR)", "serial",
    )  # fmt: skip
    text = ", ".join(f"coalesce({fact}, '')" for fact in facts)
    digest = f"CAST(('0x' || left(md5(concat_ws(chr(31), {text})), 16)) AS UBIGINT)"
    return f"CAST(CAST({digest} AS HUGEINT) - CASE WHEN {digest} >= 9223372036854775808 THEN 18446744073709551616 ELSE 0 END AS BIGINT)"
