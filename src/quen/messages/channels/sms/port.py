"""The SMS channel."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from django.utils.translation import gettext_noop

from quen.messages.channel import Channel
from quen.messages.channels.port import HandOver, Port, Setting
from quen.messages.channels.sms.gateway import gateway_from
from quen.messages.channels.sms.send import send_sms
from quen.messages.letter import Letter
from quen.messages.outcome import Outcome
from quen.messages.settings_models import ChannelAccount

SETTINGS = (
    Setting("gateway", gettext_noop("The gateway's description (JSON)"), is_needed=True, is_long=True),
    Setting("sender", gettext_noop("Brand name or sender's number")),
    Setting(
        "brand_until", gettext_noop("The brand name is registered until"), is_day=True,
        help=gettext_noop(
            "The last day on its certificate. The law lets offers by SMS go under a registered brand name only: without this day, or from a number, none goes to a Vietnamese number. Receipts and the like go all the same."  # noqa: E501
        ),
    ),
    Setting(
        "way_out", gettext_noop("How offers are refused, their last line"),
        help=gettext_noop(
            "The law wants it in every offer, such as TU CHOI: TC gui 8088, with the number your gateway listens on. Empty: the link to stop offers."  # noqa: E501
        ),
    ),
    Setting("user", gettext_noop("User name")),
    Setting("password", gettext_noop("Password"), is_secret=True),
    Setting("api_key", gettext_noop("The gateway's key"), is_secret=True),
    Setting("api_secret", gettext_noop("The gateway's second key"), is_secret=True),
    Setting(
        "plain", gettext_noop("Without diacritics"),
        help=gettext_noop("Write yes to send every SMS without them: more letters fit into one."),
    ),
)  # fmt: skip


@contextmanager
def _open(account: ChannelAccount) -> Iterator[HandOver]:
    gateway = gateway_from(str(account.settings.get("gateway") or ""))
    with requests.Session() as session:

        def hand_over(letter: Letter) -> Outcome:
            return send_sms(session, account, gateway, letter)

        yield hand_over


PORT = Port(channel=Channel.SMS, open=_open, settings=SETTINGS, at_once=5)
