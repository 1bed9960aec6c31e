"""Receipt numbers that start again: which period of time a number belongs to, as told or as the rows show.

One number on several days is one purchase as long as numbers never start again. Where more than one number in a
hundred stands for different sales, they do: the same number at least six hours apart on different days, for different
customers or for nobody known. A receipt written across midnight and an order served over several days are neither.
More numbers that stay with one known customer over the days speak against it: there a line simply has its own day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from quen.kernel.names import search_key
from quen.kernel.receipt_periods import Restart
from quen.sales_file.options import ReadOptions

CONFLICT_SHARE = 0.01
HOURS_APART = 6
_WHO = "coalesce(code, card, phone, email)"
_DAYS_APART = f"""max(moment) - min(moment) > INTERVAL {HOURS_APART} HOUR
    AND CAST(max(moment) AS DATE) <> CAST(min(moment) AS DATE)"""
_CONFLICT = f"{_DAYS_APART} AND (min({_WHO}) IS NULL OR min({_WHO}) <> max({_WHO}))"
_ONE_SALE = f"{_DAYS_APART} AND min({_WHO}) = max({_WHO})"
_NUMBERED = "reason IS NULL AND receipt IS NOT NULL AND amount_minor >= 0 AND coalesce(quantity, 1) > 0"


@dataclass(frozen=True)
class Guess:
    """What the rows show: how often numbers start again, with a number and how many sales it stands for."""

    restart: Restart
    receipt: str
    sales: int


@dataclass(frozen=True)
class Numbering:
    """How often the numbers of each store start again. `of_store` names those that differ from `usual`.

    `guess` is what the rows show against it, None where they agree.
    """

    usual: Restart = Restart.NEVER
    of_store: Mapping[str, Restart] = field(default_factory=dict)
    guess: Guess | None = None

    @property
    def finest(self) -> Restart:
        """The shortest time after which numbers of any store start again."""
        return max((self.usual, *self.of_store.values()), key=lambda restart: restart.length)

    def of(self, store: str | None) -> Restart:
        """How often the numbers of the store of that name start again."""
        return self.of_store.get(store or "", self.usual)

    def period_sql(self, prefix: str = "") -> str:
        """SQL for the period of a row of ``parsed`` (its columns after `prefix`)."""
        if self.finest is Restart.NEVER:
            return "''"
        length = str(self.usual.length)
        if self.of_store:
            cases = " ".join(
                f"WHEN {_quoted(store)} THEN {restart.length}" for store, restart in self.of_store.items()
            )
            length = f"CASE coalesce({prefix}store, '') {cases} ELSE {length} END"
        return f"left(CAST(CAST({prefix}moment AS DATE) AS VARCHAR), {length})"


def settle_numbering(
    connection: duckdb.DuckDBPyConnection, options: ReadOptions, *, assume: bool
) -> Numbering:
    """How ``parsed`` is to be read: as told for the files, else as each store is known; `assume`: else as guessed."""
    if options.restart is Restart.NEVER:
        return Numbering()
    told = _told(connection, options)
    guess = guess_restart(connection, told)
    if guess and assume:
        return Numbering(usual=guess.restart, guess=guess)
    return Numbering(usual=told.usual, of_store=told.of_store, guess=guess)


def guess_restart(connection: duckdb.DuckDBPyConnection, told: Numbering) -> Guess | None:
    """How often numbers start again in ``parsed``, beyond what was told; None where they do not.

    The longest time that keeps the sales apart, as long as it holds two days of one store: else a day.
    """
    found = connection.execute(f"""
        SELECT count(*), count(*) FILTER (conflict), count(*) FILTER (one_sale)
        FROM (SELECT {_CONFLICT} AS conflict, {_ONE_SALE} AS one_sale FROM parsed WHERE {_NUMBERED}
              GROUP BY store, receipt, {told.period_sql()})""").fetchone()  # noqa: S608
    if not (found and found[1] > found[0] * CONFLICT_SHARE and found[1] >= found[2]):
        return None
    _write_conflicting(connection, told)
    restart = next(
        (one for one in (Restart.YEAR, Restart.MONTH) if _keeps_apart(connection, one)), Restart.DAY
    )
    receipt, sales = _example(connection, restart)
    connection.execute("DROP TABLE conflicting")
    return Guess(restart, receipt, sales)


def _told(connection: duckdb.DuckDBPyConnection, options: ReadOptions) -> Numbering:
    if options.restart is not None:
        return Numbering(usual=options.restart)
    if not options.restarts:
        return Numbering()
    texts = connection.execute("SELECT DISTINCT coalesce(store, '') FROM parsed").fetchall()
    usual = Restart.NEVER
    known = {text: options.restarts.get(search_key(text), usual) for (text,) in texts}
    return Numbering(of_store={text: restart for text, restart in known.items() if restart is not usual})


def _write_conflicting(connection: duckdb.DuckDBPyConnection, told: Numbering) -> None:
    """The rows of the stores whose numbers stand for different sales."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE conflicting AS
        SELECT coalesce(store, '') AS store, receipt, moment, code, card, phone, email,
               CAST(CAST(moment AS DATE) AS VARCHAR) AS day
        FROM parsed
        WHERE {_NUMBERED} AND coalesce(store, '') IN (
            SELECT coalesce(store, '') FROM parsed WHERE {_NUMBERED}
            GROUP BY store, receipt, {told.period_sql()} HAVING {_CONFLICT})""")  # noqa: S608


def _keeps_apart(connection: duckdb.DuckDBPyConnection, restart: Restart) -> bool:
    period = f"left(day, {restart.length})"
    found = connection.execute(f"""
        SELECT count(*), count(*) FILTER (conflict),
               EXISTS (SELECT 1 FROM conflicting GROUP BY store, {period} HAVING count(DISTINCT day) > 1)
        FROM (SELECT {_CONFLICT} AS conflict FROM conflicting GROUP BY store, receipt, {period})""").fetchone()  # noqa: S608
    return bool(found and found[1] <= found[0] * CONFLICT_SHARE and found[2])


def _example(connection: duckdb.DuckDBPyConnection, restart: Restart) -> tuple[str, int]:
    found = connection.execute(f"""
        SELECT receipt, count(DISTINCT left(day, {restart.length})) FROM conflicting
        GROUP BY store, receipt HAVING {_CONFLICT} ORDER BY receipt LIMIT 1""").fetchone()  # noqa: S608
    assert found is not None
    return str(found[0]), int(found[1])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
