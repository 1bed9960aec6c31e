"""Who bought: a row's strongest identity names the person; weaker ones seen with a stronger one belong to it.

The order is customer code, card, phone, e-mail. Where two codes share a phone, the code with the earliest purchase
owns it (then the smaller code), so the answer does not hang on the order of files. A name alone is no identity.
"""

import re
from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from quen.kernel.phone import PLAIN_MOBILE, to_e164
from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.fields import PERSONS, Field
from quen.sales_file.placeholders import nobody_sql
from quen.sales_file.plan import ColumnChoice
from quen.sales_file.reading import Reading

_STRENGTH = ("code", "card", "phone", "email")
_BATCH = 50_000
_A_NUMBER = re.compile(r"\+?\d(?:[ .\-]?\d){7,14}")


def write_phones(connection: duckdb.DuckDBPyConnection, reading: Reading, source: str) -> None:
    """Fill ``phones``: every distinct way a number is written, and the number in E.164 (NULL where it is none).

    Plain Vietnamese mobile numbers are told in SQL; all others go through the phone library, a batch at a time.
    """
    connection.execute("CREATE OR REPLACE TABLE phones (written VARCHAR, e164 VARCHAR)")
    if Field.PHONE not in reading.cells:
        return
    cell = reading.cells[Field.PHONE]
    connection.execute(f"""
        INSERT INTO phones
        SELECT written, CASE WHEN regexp_full_match(written, '{PLAIN_MOBILE}') AND '{reading.options.region}' = 'VN'
                             THEN '+84' || right(regexp_replace(written, '[^0-9]', '', 'g'), 9) END
        FROM (SELECT DISTINCT {cell} AS written FROM {source} WHERE {cell} IS NOT NULL)""")  # noqa: S608
    after = ""
    while batch := _next_unread(connection, after):
        after = batch[-1]
        _fill_in(connection, [(written, _first_number(written, reading.options.region)) for written in batch])


def _first_number(written: str, region: str) -> str | None:
    """The number, or the first of a cell that holds several, or words beside it."""
    whole = to_e164(written, region)
    if whole or "*" in written:
        return whole
    parts = (to_e164(part, region) for part in _A_NUMBER.findall(written))
    return next((number for number in parts if number), None)


def notes_on_phones(connection: duckdb.DuckDBPyConnection) -> list[Sentence]:
    """How many rows carry something in the phone's column that is no phone number; a masked one says so itself."""
    found = connection.execute(f"""
        SELECT count(*) FROM parsed
        WHERE phone_text IS NOT NULL AND phone IS NULL AND NOT contains(phone_text, '*')
              AND NOT {nobody_sql("phone_text")}""").fetchone()  # noqa: S608
    rows = found[0] if found else 0
    template = gettext_noop(
        "%(rows)s rows have a phone number that cannot be one; they are known by it to nobody."
    )
    return [Sentence(template, {"rows": rows})] if rows else []


def notes_on_strangers(chosen: Mapping[Field, ColumnChoice]) -> list[Sentence]:
    """That nobody can be known by the columns `chosen`, and what can be done."""
    if set(PERSONS) & set(chosen):
        return []
    if Field.NAME not in chosen:
        return [Sentence(gettext_noop("No column tells who bought: all sales are anonymous."))]
    template = gettext_noop(
        "Only names tell who bought, and two people may share one: all sales are anonymous. "
        "To take each name for one customer, let “%(column)s” be the customer code (customer=%(column)s)."
    )
    return [Sentence(template, {"column": chosen[Field.NAME].column})]


def write_persons(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``owners``: for every identity without a stronger one on its own row, the person it belongs to."""
    connection.execute("CREATE OR REPLACE TABLE owners (kind VARCHAR, value VARCHAR, person VARCHAR)")
    if not _has_links(connection):
        return
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE seen_together AS
        SELECT code, card, phone, email, min(moment) AS first_at FROM parsed
        WHERE reason IS NULL AND (card IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL)
        GROUP BY ALL""")
    for strength, root in enumerate(_STRENGTH[:-1]):
        weaker = _STRENGTH[strength + 1 :]
        for kind in weaker:
            _own_directly(connection, root, kind)
        for kind in weaker:
            _own_through_others(connection, root, kind, [other for other in weaker if other != kind])
    connection.execute("DROP TABLE seen_together")


def owned_kinds(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The kinds of identities some of which belong to a stronger one."""
    return [
        kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM owners ORDER BY kind").fetchall()
    ]


def person_sql(owned: Sequence[str]) -> str:
    """SQL for the person of a row of ``parsed`` aliased ``r``, the owners of `owned` joined as ``own_<kind>``."""
    cases = [
        f"WHEN r.{kind} IS NOT NULL THEN "
        + (
            f"coalesce(own_{kind}.person, '{kind}:' || r.{kind})"
            if kind in owned
            else f"'{kind}:' || r.{kind}"
        )
        for kind in _STRENGTH[1:]
    ]
    return f"CASE WHEN r.code IS NOT NULL THEN 'code:' || r.code {' '.join(cases)} END"


def owner_joins_sql(owned: Sequence[str]) -> str:
    """The joins `person_sql` needs."""
    return " ".join(
        f"LEFT JOIN (SELECT value, person FROM owners WHERE kind = '{kind}') AS own_{kind} "  # noqa: S608
        f"ON r.{kind} = own_{kind}.value"
        for kind in owned
    )


def _has_links(connection: duckdb.DuckDBPyConnection) -> bool:
    kinds = " + ".join(f"CAST(count({kind}) > 0 AS INTEGER)" for kind in _STRENGTH)
    found = connection.execute(f"SELECT {kinds} FROM parsed").fetchone()  # noqa: S608
    return bool(found and found[0] > 1)


def _own_directly(connection: duckdb.DuckDBPyConnection, root: str, kind: str) -> None:
    """Identities of `kind` that stand on a row with a `root`, and have no owner yet."""
    connection.execute(f"""
        INSERT INTO owners
        SELECT '{kind}', {kind}, '{root}:' || arg_min({root}, (first_at, {root}))
        FROM seen_together
        WHERE {kind} IS NOT NULL AND {root} IS NOT NULL
          AND {kind} NOT IN (SELECT value FROM owners WHERE kind = '{kind}')
        GROUP BY {kind}""")  # noqa: S608


def _own_through_others(
    connection: duckdb.DuckDBPyConnection, root: str, kind: str, others: list[str]
) -> None:
    """Identities of `kind` that stand on a row with another identity whose owner is a `root`."""
    for other in others:
        connection.execute(f"""
            INSERT INTO owners
            SELECT '{kind}', {kind}, arg_min(person, (first_at, person))
            FROM seen_together JOIN owners ON owners.kind = '{other}' AND owners.value = {other}
            WHERE {kind} IS NOT NULL AND person LIKE '{root}:%'
              AND {kind} NOT IN (SELECT value FROM owners WHERE kind = '{kind}')
            GROUP BY {kind}""")  # noqa: S608


def _next_unread(connection: duckdb.DuckDBPyConnection, after: str) -> list[str]:
    rows = connection.execute(
        f"SELECT written FROM phones WHERE e164 IS NULL AND written > ? ORDER BY written LIMIT {_BATCH}",  # noqa: S608
        [after],
    ).fetchall()
    return [written for (written,) in rows]


def _fill_in(connection: duckdb.DuckDBPyConnection, pairs: list[tuple[str, str | None]]) -> None:
    known = [pair for pair in pairs if pair[1]]
    batch = pa.table(
        {"written": [pair[0] for pair in known], "e164": pa.array([pair[1] for pair in known], pa.string())}
    )
    connection.register("phone_batch", batch)
    connection.execute(
        "UPDATE phones SET e164 = phone_batch.e164 FROM phone_batch WHERE phones.written = phone_batch.written"
    )
    connection.unregister("phone_batch")
