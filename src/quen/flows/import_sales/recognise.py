"""Lines that stand in the books already, told again by an export with more or fewer columns.

A line is known by its fingerprint, which holds every lasting fact an export has: one column more makes another one.
So a line of a known receipt whose fingerprint is new is laid beside the lines the receipt holds and the files do not
name. Where the facts both have agree, it is that line again; one held line answers for one told line only. The held
line stays as it is.
"""

from pathlib import Path

from quen.flows.import_sales.staging import Hands, bring_back, stage

_SQL = Path(__file__).with_name("sql")
_TOLD_LINES = (
    "line_no int, kind text, owner_id bigint, part int, fingerprint bigint, occurrence int, has_code boolean,"
    " product_name text"
)


def recognise(hands: Hands, *, timezone: str) -> None:
    """Make `unknown_line`, lines with new fingerprints, and `told_again`, those of them the books hold all the same.

    Days are the shop's, by `timezone`. Costs nothing where no known receipt has such lines.
    """
    cursor = hands.cursor
    cursor.execute(_read("unknown_lines"))
    cursor.execute(_read("unknown_receipts"), {"timezone": timezone})
    if not cursor.rowcount:
        cursor.execute("DROP TABLE unknown_receipt")
        return
    bring_back("SELECT * FROM unknown_receipt", hands, into="unknown_receipt")
    stage({"told_line": _TOLD_LINES}, hands)
    cursor.execute(_read("likely_pairs"))
    _answer(hands)
    cursor.execute(_read("told_again"))


def _answer(hands: Hands) -> None:
    """Round after round, until no line is left that another fits. Nearly always the first settles all."""
    answer = _read("answer_pairs")
    while True:
        hands.cursor.execute(answer)
        if not hands.cursor.rowcount:
            return


def _read(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text()
