"""pgbench sending the two statements of a sale, with parameters as long as the server's own."""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.http_clients import Latencies

_PARAMETER = re.compile(r"%\((\w+)\)s")
_PLACES = {"10": "member", "11": "turn", "15": "account", "16": "account_turn"}
"""Where read.sql has them in its array."""
_NUMBERS = -2
"""And the row numbers it draws."""
_DRAWN = ("purchase", "redeem_no", "earn_no", "repay_no", "earned_lot", "owed_lot")


def pgbench(home: Path, *, store: int, members: range, clients: int, seconds: float) -> Latencies:
    """Run it on the installation's database and read its log of every transaction."""
    from quen.home.database import postgres_program

    read, write, numbers = _captured(store, members)
    variables: dict[str, str] = {}
    script = home / "ring_up.pgbench"
    script.write_text(_script(read, write, numbers, members, variables), encoding="utf-8")
    for old in home.glob("transactions*"):
        old.unlink()
    defines = [part for name, value in variables.items() for part in ("-D", f"{name}={value}")]
    subprocess.run(
        [postgres_program("pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={clients}", "--jobs=2",
         f"--time={max(int(seconds), 1)}", f"--file={script}", "--log", f"--log-prefix={home / 'transactions'}",
         *defines, os.environ["DATABASE_URL"]],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    spent = [
        int(line.split()[2]) / 1e6
        for log in home.glob("transactions*")
        for line in log.read_text().splitlines()
    ]
    return Latencies(spent, max(int(seconds), 1))


def _captured(store: int, members: range) -> tuple[Mapping[str, Any], Mapping[str, Any], list[int]]:
    """The parameters of one real sale, as `ring_up` makes them, and the row numbers in them. Nothing stays of it."""
    import random

    from django.db import transaction

    from bench.ring_up import told
    from quen.api.purchases.parse import sale_from_json
    from quen.flows.ring_up import ring_up
    from quen.flows.ring_up.statements import READ, WRITE, OfDjango, Statement, Value
    from quen.kernel.actor import SYSTEM

    seen: dict[Statement, Mapping[str, Value]] = {}

    class Listening(OfDjango):
        def one(self, statement: Statement, values: Mapping[str, Value]) -> str | None:
            seen[statement] = values
            text = super().one(statement, values)
            if statement is READ and text:
                numbers[:] = json.loads(text)[_NUMBERS]
            return text

    numbers: list[int] = []
    with transaction.atomic():
        sale = sale_from_json(json.dumps(told(store, members[len(members) // 2], random.Random(1))).encode())
        ring_up(sale=sale, key="x" * 16, by=SYSTEM, on=Listening())
        transaction.set_rollback(True)
    return seen[READ], seen[WRITE], numbers


def _script(
    read: Mapping[str, Any],
    write: Mapping[str, Any],
    numbers: list[int],
    members: range,
    variables: dict[str, str],
) -> str:
    from quen.flows.ring_up.statements import READ, WRITE

    drawn = dict(zip(map(str, numbers), _DRAWN, strict=True))
    asked = {"customer": ":customer", "key": ":key", "receipt": ":key"}
    found = {name: f":{name}" for name in ("member", "turn", "account", "account_turn", "purchase")}
    places = {**_PLACES, **{f"{_NUMBERS},{place}": name for place, name in enumerate(_DRAWN)}}
    columns = ", ".join(f"(asked.answer)::json #>> '{{{place}}}' AS {name}" for place, name in places.items())
    return "\n".join(
        [
            f"\\set customer random({members[0]}, {members[-1]})",
            "\\set key random(1, 1000000000000000)",
            f"SELECT {columns} FROM ({_one_line(READ.sql, read, asked, {}, variables, 'r')}) AS asked (answer) \\gset",
            _one_line(WRITE.sql, write, {**asked, **found}, drawn, variables, "w") + ";",
        ]
    )


def _one_line(
    sql: str,
    values: Mapping[str, Any],
    own: Mapping[str, str],
    drawn: Mapping[str, str],
    variables: dict[str, str],
    prefix: str,
) -> str:
    """The statement bare; parameters become variables of pgbench, row numbers inside JSON those just drawn."""

    from quen.flows.ring_up.statements import as_text

    def variable(match: re.Match[str]) -> str:
        name = match[1]
        if name in own:
            return own[name]
        value = as_text(values[name])
        if value is None:
            return "NULL"
        pieces = re.split(rf"\b({'|'.join(drawn)})\b", value) if drawn else [value]
        parts = []
        for place, piece in enumerate(pieces):
            if piece in drawn:
                parts.append(f":{drawn[piece]}::text")
            elif piece:
                variables[f"{prefix}_{name}_{place}"] = piece
                parts.append(f":{prefix}_{name}_{place}::text")
        return "(" + " || ".join(parts or ["''"]) + ")"

    bare = re.sub(r"--.*", "", sql)
    return " ".join(_PARAMETER.sub(variable, bare).split())
