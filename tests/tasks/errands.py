"""Things to do for Lan."""

from datetime import UTC, datetime
from typing import Any

from quen.tasks.create import create
from quen.tasks.models import Task, TaskKind
from tests.world import World

SENSELESS = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)


def errand(world: World, at: datetime, **wished: Any) -> Task:
    """A call to Lan, due now, for everyone; what is wished otherwise."""
    usual: dict[str, Any] = {
        "title": "Gọi hỏi thăm",
        "kind": TaskKind.CALL,
        "due_at": at,
        "customer": world.lan.pk,
    }
    return create(**{**usual, **wished}, by=world.by_mai, at=at)
