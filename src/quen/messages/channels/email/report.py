"""What an e-mail provider says of a letter later; django-anymail reads each provider's own words."""

import inspect
from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.http import HttpRequest

from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel
from quen.messages.errors import BadSetting
from quen.messages.models import Message
from quen.messages.report import bounced, by_provider_id, complained, delivered
from quen.messages.settings_models import ChannelAccount

PROVIDERS = frozenset({"brevo", "mailjet", "mailtrap", "postmark", "resend", "sendgrid", "sparkpost"})
"""Those whose reports are believed by our secret address alone. Others sign with keys of their own, or call back."""

_GONE = frozenset({RejectReason.BOUNCED, RejectReason.INVALID, RejectReason.BLOCKED})
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)


def has_reports(account: ChannelAccount) -> bool:
    """Whether the provider that is set up tells of letters later in a way we read."""
    return account.settings.get("provider") in PROVIDERS


def take_report(account: ChannelAccount, request: HttpRequest, *, at: datetime) -> int:
    """Write down what the provider says; of how many letters of ours it was news.

    Raises BadSetting where no provider with reports is set up, or where it says what cannot be read.
    """
    told = 0
    for event in _events(account, request):
        message = by_provider_id(channel=Channel.EMAIL, provider_id=str(event.message_id or ""))
        told += message is not None and _take(message, event, at)
    return told


def _events(account: ChannelAccount, request: HttpRequest) -> list[AnymailTrackingEvent]:
    if not has_reports(account):
        raise BadSetting(gettext_noop("No e-mail provider with reports is set up."))
    try:
        return list(_reader_of(account.settings["provider"])(request))
    except _UNREADABLE as error:
        raise BadSetting(gettext_noop("The report cannot be read.")) from error


def _reader_of(provider: str) -> Callable[[HttpRequest], list[AnymailTrackingEvent]]:
    module = import_module(f"anymail.webhooks.{provider}")
    [view] = [found for name, found in inspect.getmembers(module) if name.endswith("TrackingWebhookView")]
    # Its own check is left out: who knows our address has been let in already.
    reader: Callable[[HttpRequest], list[AnymailTrackingEvent]] = view(webhook_secret="-").parse_events  # noqa: S106
    return reader


def _take(message: Message, event: AnymailTrackingEvent, at: datetime) -> bool:
    """A letter that is only late, opened or clicked is no news to the outbox."""
    match event.event_type:
        case EventType.DELIVERED:
            return delivered(message=message, at=at)
        case EventType.BOUNCED | EventType.REJECTED | EventType.FAILED:
            is_bad = event.reject_reason in _GONE and not _is_soft(event.esp_event)
            detail = str(event.description or event.mta_response or event.reject_reason or event.event_type)
            return bounced(message=message, detail=detail, is_address_bad=is_bad, at=at)
        case EventType.COMPLAINED:
            complained(message=message, at=at)
            return True
    return False


def _is_soft(said: object) -> bool:
    """Whether the provider's own words call a bounce soft (a full mailbox), which django-anymail leaves out."""
    words = said if isinstance(said, dict) else {}
    kinds = (str(words.get(name) or "").casefold() for name in ("event", "Type", "type"))
    return words.get("hard_bounce") is False or any("soft" in kind for kind in kinds)
