"""What a forecast can refuse."""

from quen.kernel.errors import QuenError


class TooLittleData(QuenError):
    """Not yet: the past is too short or too few came back; the sentence says what is missing."""


class DidNotFit(QuenError):
    """No likelihood could be maximised; the figures are not to be trusted and none are given."""
