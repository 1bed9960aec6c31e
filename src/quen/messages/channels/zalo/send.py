"""Handing one ZNS over."""

import hashlib

import requests

from quen.messages.channels.request import ask, said_in
from quen.messages.channels.zalo.codes import WRONG_TOKEN, meaning
from quen.messages.channels.zalo.token import with_token
from quen.messages.letter import Letter
from quen.messages.outcome import HandedOver, NotTaken, Outcome, Unknown
from quen.messages.settings_models import ChannelAccount
from quen.messages.zns import phone_for_zalo

USUAL = "https://business.openapi.zalo.me"
PATH = "/message/template"
LONGEST_TRACKING = 48


def send_zns(session: requests.Session, account: ChannelAccount, letter: Letter) -> Outcome:
    """One request; a second one where Zalo refused the access token, and so surely sent nothing."""
    phone = phone_for_zalo(letter.address)
    if phone is None:
        return NotTaken("Zalo writes to Vietnamese numbers only", is_address_bad=True)

    def asked(token: str) -> tuple[int | None, Outcome]:
        return _asked(session, account, letter, phone, token)

    return with_token(session, asked, wrong=(WRONG_TOKEN,))


def tracking_of(key: str) -> str:
    """The key as Zalo takes it: itself, or a digest of a long one."""
    return (
        key if len(key) <= LONGEST_TRACKING else hashlib.sha256(key.encode()).hexdigest()[:LONGEST_TRACKING]
    )


def _asked(
    session: requests.Session, account: ChannelAccount, letter: Letter, phone: str, token: str
) -> tuple[int | None, Outcome]:
    answer = ask(
        session, "POST", f"{account.settings.get('api_url') or USUAL}{PATH}",
        headers={"access_token": token},
        json={
            "phone": phone,
            "template_id": letter.zns_template,
            "template_data": dict(letter.params),
            "tracking_id": tracking_of(letter.key),
        },
    )  # fmt: skip
    if not isinstance(answer, requests.Response):
        return None, answer
    said = said_in(answer)
    code = said.get("error") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(code, int):
        return None, Unknown(f"HTTP {answer.status_code} without a word of ZNS")
    if code:
        return code, meaning(code, str(said.get("message") or ""))
    data = said.get("data")
    name = str(data.get("msg_id") or "") if isinstance(data, dict) else ""
    return 0, HandedOver(provider_id=name, cost_minor=account.price_minor)
