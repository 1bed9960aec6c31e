"""A gateway's HTTP API as data: how it is asked, what its answers mean, what its delivery reports say.

The description is JSON a shop can paste, for instance::

    {"url": "https://gateway.example/send", "method": "POST", "encoding": "json", "phone": "84",
     "headers": {"Authorization": "Bearer {{api_key}}"},
     "fields": {"to": "{{phone}}", "text": "{{text}}", "from": "{{sender}}", "request_id": "{{key}}"},
     "answer": {"status": "code", "id": "message_id", "taken": ["0"], "bad_number": ["12"], "busy": ["99"]},
     "report": {"id": "message_id", "key": "request_id", "status": "status", "delivered": ["1"], "failed": ["2"]},
     "incoming": {"id": "message_id", "phone": "from", "text": "text"}}

``{{key}}`` is the same for the same message however often it is asked: a gateway that drops doubles should be given it
(``{{short_key}}`` where it takes 50 letters at most). ``ready.py`` holds descriptions of gateways used in Vietnam.
"""

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from quen.kernel.phone import national
from quen.kernel.sentences import gettext_noop
from quen.messages.errors import BadSetting

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLACES = frozenset(
    {"phone", "text", "key", "short_key", "unicode", "sender", "api_key", "api_secret", "user", "password"}
)
Text = str | int | bool | tuple[str, ...]
"""What a field may be; places are filled in wherever there is text."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(_Strict):
    """Where in the answer's JSON what stands (``data.code``), and which values mean what. No `status`: 2xx is yes.

    `known`: the gateway has had this key before, so the message is on its way already.
    """

    status: str = ""
    id: str = ""
    taken: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    bad_number: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()


class Report(_Strict):
    """The same for delivery reports the gateway sends us. `status` may name several places: ``a,b`` gives ``5,1``.

    `key`: where our own key comes back; by it a message is found whose sending was never answered.
    """

    id: str
    status: str
    key: str = ""
    delivered: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


class Incoming(_Strict):
    """Where an SMS that customers sent stands in what the gateway brings us; `id` empty: it has no number."""

    phone: str
    text: str
    id: str = ""


class Gateway(_Strict):
    """One gateway. `basic`: user and password of HTTP Basic. `unicode`: what ``{{unicode}}`` is for a text of GSM-7
    letters, and for any other.
    """

    url: str = Field(max_length=500, pattern=r"^https?://[^\s]+$")
    method: Literal["POST", "GET"] = "POST"
    encoding: Literal["json", "form", "query"] = "json"
    phone: Literal["e164", "84", "0"] = "84"
    basic: tuple[str, str] | None = None
    unicode: tuple[str, str] = ("0", "1")
    headers: dict[str, str] = Field(default_factory=dict, max_length=20)
    fields: dict[str, Text] = Field(max_length=30)
    answer: Answer = Answer()
    report: Report | None = None
    incoming: Incoming | None = None

    @field_validator("headers", "fields")
    @classmethod
    def _known_places(cls, texts: dict[str, object]) -> dict[str, object]:
        for text in texts.values():
            unknown = set(_PLACE.findall(str(text))) - PLACES
            if unknown:
                raise ValueError(f"{{{{{unknown.pop()}}}}} is not one of {', '.join(sorted(PLACES))}")
        return texts


def gateway_from(text: str) -> Gateway:
    """The description read from its JSON. Raises BadSetting, which says what is wrong with it."""
    try:
        return Gateway.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSetting(
            gettext_noop("The gateway's description is wrong at “%(where)s”: %(why)s"),
            where=".".join(map(str, first["loc"])) or "JSON",
            why=first["msg"],
        ) from error


def filled(texts: Mapping[str, Text], values: Mapping[str, str]) -> dict[str, object]:
    """The texts with the places filled in; numbers and booleans stay what they are."""
    return {name: _filled(text, values) for name, text in texts.items()}


def fill(text: str, values: Mapping[str, str]) -> str:
    """One text with its places filled in."""
    return _PLACE.sub(lambda found: values.get(found.group(1), ""), text)


def _filled(text: Text, values: Mapping[str, str]) -> object:
    if isinstance(text, str):
        return fill(text, values)
    return [fill(each, values) for each in text] if isinstance(text, tuple) else text


def phone_for(gateway: Gateway, e164: str) -> str:
    """The number as the gateway wants it."""
    if gateway.phone == "e164":
        return e164
    return e164.removeprefix("+") if gateway.phone == "84" else national(e164)


def found_at(answer: object, path: str) -> str:
    """What stands at ``data.0.code`` in an answer, as text; empty where nothing does. Several paths, several values."""
    if "," in path:
        return ",".join(found_at(answer, each.strip()) for each in path.split(","))
    for step in path.split(".") if path else ():
        if isinstance(answer, dict):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdecimal() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return ""
    return "" if answer is None or not path else _storable(str(answer))


def _storable(said: str) -> str:
    """Without what no text of a database may hold: NUL, and halves of characters."""
    return said.replace("\x00", "").encode(errors="replace").decode()
