"""What can be wrong about segments."""

from quen.kernel.errors import QuenError


class BadRule(QuenError):
    """The rule cannot be read, says nothing, or says too much."""


class RuleGoesInCircles(QuenError):
    """A segment would be a part of itself."""


class NoSuchSegment(QuenError):
    """There is no segment with this key."""


class BadSegment(QuenError):
    """A name or key cannot be kept like this."""


class KeyTaken(QuenError):
    """Another segment has this key."""


class SegmentInUse(QuenError):
    """Something else still asks for this segment."""


class ReadyMade(QuenError):
    """A ready-made segment keeps its rule."""


class ListTooLong(QuenError):
    """A list names more customers than it may."""
