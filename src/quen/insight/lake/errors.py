"""What can be wrong with the engine of the measures."""

from quen.kernel.errors import QuenError


class NotComputed(QuenError):
    """The engine did not answer. Whatever the reason, nothing was changed."""

    http_status = 503


class NoSuchEngine(NotComputed):
    """QUEN_ANALYTICS names no engine there is."""


class SparkNotInstalled(NotComputed):
    """PySpark, or what it needs from Python, is missing."""


class SparkNotStarted(NotComputed):
    """No Java, or a Spark that does not start."""


class ClusterNotReachable(NotComputed):
    """Nothing answers at the master's address."""


class SparkFailed(NotComputed):
    """Spark began to compute and could not end."""
