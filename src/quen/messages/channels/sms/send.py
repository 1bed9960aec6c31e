"""Handing an SMS to the gateway, and what its answer means."""

import hashlib
from typing import Any

import requests

from quen.messages.channels.request import ask, said_in
from quen.messages.channels.sms.gateway import Gateway, fill, filled, found_at, phone_for
from quen.messages.letter import Letter
from quen.messages.outcome import Busy, HandedOver, NotTaken, Outcome, Unknown
from quen.messages.settings_models import ChannelAccount
from quen.messages.sms_length import length_of, without_marks


def send_sms(session: requests.Session, account: ChannelAccount, gateway: Gateway, letter: Letter) -> Outcome:
    """One request. What the gateway does not answer to is unknown once the request has left."""
    text = without_marks(letter.text) if account.settings.get("plain") else letter.text
    values = {
        **{name: str(secret) for name, secret in account.secrets.items()},
        "user": str(account.settings.get("user") or ""),
        "sender": str(account.settings.get("sender") or ""),
        "phone": phone_for(gateway, letter.address),
        "text": text,
        "unicode": gateway.unicode[not length_of(text).is_gsm],
        "key": letter.key,
        "short_key": short_key(letter.key),
    }
    fields = filled(gateway.fields, values)
    headers = {name: str(value) for name, value in filled(gateway.headers, values).items()}
    body: dict[str, Any] = {{"json": "json", "form": "data", "query": "params"}[gateway.encoding]: fields}
    if gateway.basic:
        body["auth"] = tuple(fill(each, values) for each in gateway.basic)
    answer = ask(session, gateway.method, gateway.url, headers=headers, **body)
    if not isinstance(answer, requests.Response):
        return answer
    length = length_of(text)
    return _meaning(answer, gateway, length.parts, length.cost_minor(account.price_minor))


def short_key(key: str) -> str:
    """The message's key in 32 letters."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _meaning(answer: requests.Response, gateway: Gateway, parts: int, cost_minor: int) -> Outcome:
    body = said_in(answer)
    rule, status = gateway.answer, found_at(body, gateway.answer.status)
    detail = f"HTTP {answer.status_code} {status}".strip()
    if rule.status and status in rule.bad_number:
        return NotTaken(detail, is_address_bad=True)
    if rule.status and status in rule.busy:
        return Busy(detail, 60)
    if answer.ok and (not rule.status or status in rule.taken or status in rule.known):
        return HandedOver(found_at(body, rule.id), parts, cost_minor)
    # A 2xx nobody explained: it may have been sent, so it is not sent again by itself.
    return Unknown(detail) if answer.ok and rule.status and not status else NotTaken(detail)
