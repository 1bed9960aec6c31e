"""What can go wrong on the public pages. Nothing was kept in any of these cases."""

from quen.kernel.errors import QuenError


class TooManyAttempts(QuenError):
    """More were made from there, or for that number, than people make."""

    http_status = 429


class NotAPerson(QuenError):
    """The form came back faster than anybody types, or with the field filled that nobody sees."""

    http_status = 422


class FormTooOld(QuenError):
    """The page was open for hours, or its stamp is not ours."""

    http_status = 422
