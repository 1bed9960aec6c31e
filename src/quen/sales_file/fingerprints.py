"""A row's fingerprint: the same for the same sale in whatever file, format and order it comes again.

The first 64 bits of the MD5 of the row's lasting facts, in a fixed order, a unit separator between them, as a signed
number: store (as its first file wrote it), receipt, moment, the strongest identity as written, product (its name where
it has no code), quantity, unit price, amount and serial number. Facts a shop edits later (a customer's name, a
category, the staff) and facts the reader guesses (the currency) stay out, so that a later export of the same sale is
known again.
MD5 is used as a plain, stable hash; nothing secret hangs on it.
"""


def digest_sql() -> str:
    """SQL for the first 64 bits of the MD5 of a row of typed facts, as UBIGINT."""
    facts = (
        "store_mark", "receipt", "CAST(moment AS VARCHAR)", "coalesce(code, card, phone, email)",
        "coalesce(product, product_name)", "CAST(quantity AS VARCHAR)", "CAST(unit_price AS VARCHAR)",
        "CAST(CAST(amount AS DECIMAL(38,6)) AS VARCHAR)", "serial",
    )  # fmt: skip
    text = ", ".join(f"coalesce({fact}, '')" for fact in facts)
    return f"CAST(('0x' || left(md5(concat_ws(chr(31), {text})), 16)) AS UBIGINT)"


def fingerprint_sql(digest: str) -> str:
    """SQL for the same 64 bits as a signed number, BIGINT."""
    return (
        f"CASE WHEN {digest} < {2**63} THEN CAST({digest} AS BIGINT) "
        f"ELSE CAST({digest} - {2**63} AS BIGINT) + {-(2**63 - 1)} - 1 END"
    )
