"""What can go wrong with surveys, and what to do then."""

from quen.kernel.errors import QuenError


class BadSurvey(QuenError):
    """A survey that could not be asked: no question, no words, choices without an answer."""


class NoSuchSurvey(QuenError):
    """No survey has this number or name."""

    http_status = 404


class SurveyClosed(QuenError):
    """Nobody is asked any more."""

    http_status = 410


class SurveyLinkRefused(QuenError):
    """The link is not whole, has run out, or was answered before."""

    http_status = 404


class BadAnswer(QuenError):
    """An answer the question does not offer."""

    http_status = 422


class NoSuchResponse(QuenError):
    """No answer has this number."""

    http_status = 404
