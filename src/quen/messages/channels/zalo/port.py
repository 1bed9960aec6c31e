"""The Zalo channel."""

from collections.abc import Iterator
from contextlib import contextmanager

import requests
from django.utils.translation import gettext_noop

from quen.messages.channel import Channel
from quen.messages.channels.port import HandOver, Port, Setting
from quen.messages.channels.zalo.send import send_zns
from quen.messages.letter import Letter
from quen.messages.outcome import Outcome
from quen.messages.settings_models import ChannelAccount

SETTINGS = (
    Setting(
        "app_id", gettext_noop("Number of the app"), is_needed=True,
        help=gettext_noop("From developers.zalo.me; the app is linked with your Official Account."),
    ),
    Setting("secret_key", gettext_noop("The app's secret key"), is_secret=True, is_needed=True),
    Setting(
        "refresh_token", gettext_noop("Refresh token"), is_secret=True, is_needed=True,
        help=gettext_noop("From Zalo's page that grants the app access. It is renewed by itself from then on."),
    ),
    Setting(
        "oa_secret", gettext_noop("The Official Account's secret key"), is_secret=True,
        help=gettext_noop("From the app's webhook page. Delivery reports are believed by it."),
    ),
    Setting("api_url", gettext_noop("Address of the provider's API, where it is not the usual one")),
    Setting("oa_url", gettext_noop("Address of the API for answers, where it is not the usual one")),
    Setting("oauth_url", gettext_noop("Address that gives tokens, where it is not the usual one")),
)  # fmt: skip


@contextmanager
def _open(account: ChannelAccount) -> Iterator[HandOver]:
    with requests.Session() as session:

        def hand_over(letter: Letter) -> Outcome:
            return send_zns(session, account, letter)

        yield hand_over


PORT = Port(channel=Channel.ZALO, open=_open, settings=SETTINGS, at_once=5)
