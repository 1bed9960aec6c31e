"""One HTTP request to a provider, and what it means where there is no answer to read."""

from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from quen.messages.outcome import Busy, Outcome, Unknown

SECONDS = (5, 20)  # to connect, to answer
MOST_BYTES = 100_000


def ask(session: requests.Session, method: str, url: str, **request: Any) -> requests.Response | Outcome:
    """The answer; or the outcome where no answer came, or where its status says it all.

    Without a connection nothing has left, and it may be asked again; once bytes went, silence means unknown.
    """
    try:
        answer = session.request(method, url, timeout=SECONDS, allow_redirects=False, **request)
    except requests.exceptions.ConnectTimeout:
        return Busy("no connection", 60, is_everyone=True)
    except requests.exceptions.ConnectionError as error:
        reason = getattr(error.args[0], "reason", None) if error.args else None
        if isinstance(reason, NewConnectionError):
            return Busy("no connection", 60, is_everyone=True)
        return Unknown("the line broke")
    except requests.exceptions.RequestException as error:
        return Unknown(type(error).__name__)
    detail = f"HTTP {answer.status_code}"
    if answer.status_code in (429, 503):
        return Busy(detail, _retry_after(answer), is_everyone=True)
    if answer.status_code in (401, 403):
        return Busy(detail, 300, is_everyone=True)
    return Unknown(detail) if answer.status_code >= 500 else answer


def said_in(answer: requests.Response) -> object:
    """The answer's JSON; None where it is none, or too much of it."""
    if len(answer.content) > MOST_BYTES:
        return None
    try:
        return answer.json()
    except ValueError:
        return None


def _retry_after(answer: requests.Response) -> int:
    asked = answer.headers.get("Retry-After", "")
    return min(int(asked), 24 * 3600) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 60
