"""One request to an interface of Zalo: each wants the access token as a header and answers ``error, message, data``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from quen.messages.channels.request import ask, said_in
from quen.messages.outcome import HandedOver, Outcome, Unknown


@dataclass(frozen=True)
class Interface:
    """`name`: where the answer says what Zalo calls the message; `meaning`: of an error's code and words."""

    url: str
    name: str
    meaning: Callable[[int, str], Outcome]


def post(
    session: requests.Session, to: Interface, *, token: str, body: dict[str, Any], cost_minor: int = 0
) -> tuple[int | None, Outcome]:
    """Zalo's code, 0 where it took the message, and what follows; None where there is no word of Zalo."""
    answer = ask(session, "POST", to.url, headers={"access_token": token}, json=body)
    if not isinstance(answer, requests.Response):
        return None, answer
    said = said_in(answer)
    code = said.get("error") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(code, int):
        return None, Unknown(f"HTTP {answer.status_code} without a word of Zalo")
    if code:
        return code, to.meaning(code, str(said.get("message") or ""))
    data = said.get("data")
    name = str(data.get(to.name) or "") if isinstance(data, dict) else ""
    return 0, HandedOver(provider_id=name, cost_minor=cost_minor)
