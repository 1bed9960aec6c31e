"""Points for what an import brought: members' purchases are judged in the import's own transaction."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import connection
from django.utils import timezone

from quen.flows.judge_history import Judged, judge_history
from quen.kernel.actor import Actor

_ENROL = (Path(__file__).parent / "sql" / "14_enrol.sql").read_text()


def enrol_all(people: Sequence[int], *, by: Actor) -> int:
    """Make members of these customers from their first purchase on; how many are new. Their welcome is the till's."""
    with connection.cursor() as cursor:
        cursor.execute(_ENROL, {"people": list(people), "actor": str(by)})
        return int(cursor.rowcount)


def give_points(people: Sequence[int], *, by: Actor, on_progress: Callable[[float], None]) -> Judged:
    """Judge what the members among these customers bought and brought back, each day by its own programme."""
    return judge_history(by=by, at=timezone.now(), customers=people, on_progress=on_progress)
