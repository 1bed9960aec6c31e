"""What can go wrong with versions of the programme and with members. Nothing was changed in any of these cases."""

from quen.kernel.errors import QuenError


class NoSuchVersion(QuenError):
    """No version of the programme has this number."""

    http_status = 404


class AlreadyLaunched(QuenError):
    """What a launched version says stays as it is; a change is a new draft."""

    http_status = 409


class BeginsInThePast(QuenError):
    """A version may not judge days that are over: its purchases have been judged."""


class EndsInThePast(QuenError):
    """A version cannot be ended on a day that is over."""


class OtherMoney(QuenError):
    """The programme counts in another currency than the business."""


class NotAMember(QuenError):
    """The customer is not enrolled."""

    http_status = 404
