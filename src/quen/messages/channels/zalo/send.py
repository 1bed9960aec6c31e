"""Handing one ZNS over."""

import hashlib

import requests

from quen.messages.channels.zalo.codes import WRONG_TOKEN, meaning
from quen.messages.channels.zalo.post import Interface, post
from quen.messages.channels.zalo.token import with_token
from quen.messages.letter import Letter
from quen.messages.outcome import NotTaken, Outcome
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
    to = Interface(f"{account.settings.get('api_url') or USUAL}{PATH}", "msg_id", meaning)
    body = {
        "phone": phone,
        "template_id": letter.zns_template,
        "template_data": dict(letter.params),
        "tracking_id": tracking_of(letter.key),
    }

    def asked(token: str) -> tuple[int | None, Outcome]:
        return post(session, to, token=token, body=body, cost_minor=account.price_minor)

    return with_token(session, asked, wrong=(WRONG_TOKEN,))


def tracking_of(key: str) -> str:
    """The key as Zalo takes it: itself, or a digest of a long one."""
    return (
        key if len(key) <= LONGEST_TRACKING else hashlib.sha256(key.encode()).hexdigest()[:LONGEST_TRACKING]
    )
