"""What is wrong with an experiment's file, each as one sentence."""

from quen.kernel.errors import QuenError


class NoSuchArm(QuenError):
    """The column of arms does not hold the value that was named as control."""


class OneArmOnly(QuenError):
    """There is nothing to compare the control with."""


class TooManyArms(QuenError):
    """The column holds so many different values that it cannot tell arms."""


class WrongSplit(QuenError):
    """The expected split does not fit the arms."""
