"""The access token: good for about a day, and made from a refresh token that works only once.

Whoever refreshes holds the channel's row; the new pair is kept with the transaction that asked for it, before it is
used. Where the answer to a refresh is lost, so may the refresh token be: then staff must make a new one at Zalo.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import requests
from django.db import transaction
from django.utils import timezone

from quen.messages.channel import Channel
from quen.messages.channels.request import ask, said_in
from quen.messages.outcome import Busy, Outcome
from quen.messages.settings_models import ChannelAccount

USUAL = "https://oauth.zaloapp.com"
PATH = "/v4/oa/access_token"
_EARLY = timedelta(minutes=5)


def with_token(
    session: requests.Session, asked: Callable[[str], tuple[int | None, Outcome]], *, wrong: Collection[int]
) -> Outcome:
    """Ask with a token; once more with a new one where Zalo refused it (`wrong` codes), and so surely did nothing."""
    token = access_token(session)
    if not isinstance(token, str):
        return token
    code, outcome = asked(token)
    if code not in wrong:
        return outcome
    token = access_token(session, refused=token)
    return asked(token)[1] if isinstance(token, str) else token


@transaction.atomic
def access_token(session: requests.Session, *, refused: str = "") -> str | Outcome:
    """A token that should work, another than the one Zalo just refused; or why there is none."""
    row = ChannelAccount.objects.select_for_update().filter(pk=Channel.ZALO).first()
    if row is None:
        return Busy("Zalo is not connected", 300, is_everyone=True)
    kept = str(row.secrets.get("access_token") or "")
    if kept and kept != refused and _is_good(row, timezone.now()):
        return kept
    return _refreshed(session, row)


def _is_good(row: ChannelAccount, now: datetime) -> bool:
    """Not about to end, and made from the refresh token that is kept: staff may have typed one of another account."""
    until = row.secrets.get("access_until")
    is_of_pair = row.secrets.get("access_with") == row.secrets.get("refresh_token")
    return bool(until) and is_of_pair and datetime.fromisoformat(str(until)) - _EARLY > now


def _refreshed(session: requests.Session, row: ChannelAccount) -> str | Outcome:
    answer = ask(
        session, "POST", f"{row.settings.get('oauth_url') or USUAL}{PATH}",
        headers={"secret_key": str(row.secrets.get("secret_key") or "")},
        data={
            "refresh_token": str(row.secrets.get("refresh_token") or ""),
            "app_id": str(row.settings.get("app_id") or ""),
            "grant_type": "refresh_token",
        },
    )  # fmt: skip
    if not isinstance(answer, requests.Response):
        return Busy(f"no new access token: {getattr(answer, 'detail', '')}", 60, is_everyone=True)
    said = said_in(answer)
    token = str(said.get("access_token") or "") if isinstance(said, dict) else ""
    if not isinstance(said, dict) or not token or not said.get("refresh_token"):
        error = said.get("error") if isinstance(said, dict) else None
        return Busy(f"Zalo gives no access token: {error or 'no answer'}", 300, is_everyone=True)
    seconds = str(said.get("expires_in") or "")
    until = timezone.now() + timedelta(seconds=int(seconds) if seconds.isdecimal() else 3600)
    row.secrets = {
        **row.secrets,
        "access_token": token,
        "refresh_token": str(said["refresh_token"]),
        "access_with": str(said["refresh_token"]),
        "access_until": until.isoformat(),
    }
    row.save(update_fields=["secrets"])
    return token
