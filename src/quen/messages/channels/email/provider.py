"""Handing an e-mail to a provider's HTTP API through django-anymail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
)
from django.core.mail import EmailMultiAlternatives, get_connection
from requests.exceptions import ConnectionError as NotConnected
from requests.exceptions import ConnectTimeout, RequestException

from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome, Unknown
from quen.messages.settings_models import ChannelAccount

Send = Callable[[EmailMultiAlternatives, int], Outcome]


@contextmanager
def connected(account: ChannelAccount) -> Iterator[Send]:
    """One session for many e-mails."""
    options = {"api_key": account.secrets.get("api_key"), "sender_domain": account.settings.get("domain")}
    if account.settings.get("api_url"):
        options["api_url"] = account.settings["api_url"]
    backend = get_connection(
        f"anymail.backends.{account.settings['provider']}.EmailBackend",
        **{name: value for name, value in options.items() if value},
    )

    def send(message: EmailMultiAlternatives, price_minor: int) -> Outcome:
        try:
            backend.send_messages([message])
        except AnymailRecipientsRefused as error:
            return NotTaken(str(error)[:300], is_address_bad=True)
        except AnymailRequestsAPIError as error:
            return _of_answer(error)
        except AnymailAPIError as error:
            return _of_line(error)
        except AnymailError as error:
            return NotTaken(str(error)[:300])
        status = getattr(message, "anymail_status", None)
        return HandedOver(provider_id=str(getattr(status, "message_id", "") or ""), cost_minor=price_minor)

    try:
        yield send
    finally:
        backend.close()


def _of_answer(error: AnymailRequestsAPIError) -> Outcome:
    """429 and a full house: later. Another refusal: never. 5xx after the bytes went: who knows."""
    status = error.status_code
    if status is None:
        return _of_line(error)
    detail = str(error)[:300]
    if status in (429, 503):
        return Busy(detail, 60, is_everyone=True)
    if status in (401, 403):
        return Busy(detail, 300, is_everyone=True)
    return Unknown(detail) if status >= 500 else NotTaken(detail)


def _of_line(error: AnymailAPIError) -> Outcome:
    """No answer: not taken where no connection came about, unknown where the line broke or was too slow."""
    cause = error.__cause__
    detail = str(cause or error)[:300]
    if isinstance(cause, ConnectTimeout) or (isinstance(cause, NotConnected) and "refused" in detail.lower()):
        return Busy(detail, 60, is_everyone=True)
    return Unknown(detail) if isinstance(cause, RequestException) else NotTaken(detail)
