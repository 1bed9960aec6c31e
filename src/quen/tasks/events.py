"""What happens to tasks; `subject` is the task."""

from dataclasses import dataclass
from typing import ClassVar

from quen.events.happening import Happening


@dataclass(frozen=True, kw_only=True)
class _OfTask(Happening):
    title: str
    task_kind: str


@dataclass(frozen=True, kw_only=True)
class TaskCreated(_OfTask):
    """Somebody has something to do."""

    kind: ClassVar[str] = "task.created"
    due_at: str


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(_OfTask):
    """It is somebody else's now. `staff` is the number of who does it, `role` the team."""

    kind: ClassVar[str] = "task.assigned"
    staff: int | None
    role: str


@dataclass(frozen=True, kw_only=True)
class TaskDone(_OfTask):
    """It was done, with what came of it."""

    kind: ClassVar[str] = "task.done"
    outcome: str
    words: str


@dataclass(frozen=True, kw_only=True)
class TaskCallBack(_OfTask):
    """The customer is to be called again. `is_appointment`: outside the hours of calls, at her own wish."""

    kind: ClassVar[str] = "task.call_back"
    outcome: str
    words: str
    call_at: str
    is_appointment: bool


@dataclass(frozen=True, kw_only=True)
class TaskSnoozed(_OfTask):
    """It was put off."""

    kind: ClassVar[str] = "task.snoozed"
    until: str


@dataclass(frozen=True, kw_only=True)
class TaskCancelled(_OfTask):
    """Nobody does it."""

    kind: ClassVar[str] = "task.cancelled"
    words: str


@dataclass(frozen=True, kw_only=True)
class TaskUndone(_OfTask):
    """Its last change was taken back."""

    kind: ClassVar[str] = "task.undone"


@dataclass(frozen=True, kw_only=True)
class CallRecorded(Happening):
    """A call centre told of a call. `recording` is its address there, empty where none was kept."""

    kind: ClassVar[str] = "call.recorded"
    phone: str
    direction: str
    result: str
    seconds: int
    recording: str
