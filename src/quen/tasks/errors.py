"""What can go wrong with tasks, and what to do then."""

from quen.kernel.errors import QuenError


class NoSuchTask(QuenError):
    """No task has this number."""

    http_status = 404


class TaskEnded(QuenError):
    """The task was done or cancelled before."""

    http_status = 409


class BadTask(QuenError):
    """A task without a title, with two owners, or with times in the wrong order or that cannot be."""


class NothingToUndo(QuenError):
    """Nothing was changed since the task was made, or its next one was begun."""

    http_status = 409
