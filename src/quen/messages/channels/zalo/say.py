"""A free text to a user of the Official Account who wrote before: Zalo's “tin tư vấn”, ``/v3.0/oa/message/cs``.

After docs.zaloplatforms.com (“Gửi tin tư vấn dạng văn bản”, “Mã lỗi”), read in quotation. The API has no key against
doubles: what is unknown is not said again by itself.
"""

import requests

from quen.messages.channels.zalo.post import Interface, post
from quen.messages.channels.zalo.token import with_token
from quen.messages.outcome import Busy, NotTaken, Outcome
from quen.messages.settings_models import ChannelAccount

USUAL = "https://openapi.zalo.me"
PATH = "/v3.0/oa/message/cs"
WRONG_TOKENS = (-216, -220)
_TOO_FAST = -32
_MEANS = {
    -204: "the Official Account is closed",
    -211: "the account's quota is used up",
    -213: "she does not follow the account",
    -217: "she wants no messages of the account",
    -218: "she gets no more messages for now",
    -224: "the account's package does not allow it",
    -227: "her account is blocked, or silent for 45 days",
    -230: "she has not written for seven days",
    -232: "she has not written, or too long ago",
}


def say(session: requests.Session, account: ChannelAccount, *, number: str, text: str) -> Outcome:
    """One request; a second one where Zalo refused the access token, and so surely said nothing."""
    to = Interface(f"{account.settings.get('oa_url') or USUAL}{PATH}", "message_id", _meaning)
    body = {"recipient": {"user_id": number}, "message": {"text": text}}
    return with_token(session, lambda token: post(session, to, token=token, body=body), wrong=WRONG_TOKENS)


def _meaning(code: int, words: str) -> Outcome:
    detail = f"Zalo {code}: {_MEANS.get(code) or words}"[:300]
    if code == _TOO_FAST:
        return Busy(detail, 60, is_everyone=True)
    return Busy(detail, 300, is_everyone=True) if code in WRONG_TOKENS else NotTaken(detail)
