"""What a gateway says of an SMS later, and what customers answer, as its description tells how to read it."""

from collections.abc import Mapping
from datetime import datetime

from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel
from quen.messages.channels.sms.gateway import found_at, gateway_from
from quen.messages.channels.sms.send import short_key
from quen.messages.errors import BadSetting
from quen.messages.models import Message, State
from quen.messages.report import bounced, by_provider_id, delivered
from quen.messages.settings_models import ChannelAccount
from quen.messages.take_text import Heard

_LONGEST = 200  # letters of a provider's number


def take_report(account: ChannelAccount, said: Mapping[str, object], *, at: datetime) -> bool:
    """Write down what the gateway says; whether it was news of a message of ours. Raises BadSetting.

    A number nobody has is not suppressed: the same number may be somebody's again tomorrow.
    """
    rule = gateway_from(str(account.settings.get("gateway") or "{}")).report
    if rule is None:
        return False
    number = found_at(said, rule.id)
    message = by_provider_id(channel=Channel.SMS, provider_id=number)
    message = message or _unanswered(found_at(said, rule.key), number)
    status = found_at(said, rule.status)
    if message is None:
        return False
    if status in rule.delivered:
        return delivered(message=message, at=at)
    if status in rule.failed:
        return bounced(message=message, detail=f"the gateway says {status}", is_address_bad=False, at=at)
    return False


def _unanswered(key: str, number: str) -> Message | None:
    """The message of this key whose sending the gateway never answered; from now on it has the gateway's number."""
    unknown = Message.objects.filter(channel=Channel.SMS, state=State.UNKNOWN)
    for found in unknown.only("pk", "key").iterator() if key else ():
        if key in (found.key, short_key(found.key)):
            unknown.filter(pk=found.pk).update(provider_id=number[:_LONGEST])
            return found
    return None


def heard_in(account: ChannelAccount, said: Mapping[str, object]) -> Heard:
    """The SMS a customer sent. Raises BadSetting where the description does not say how to read one."""
    rule = gateway_from(str(account.settings.get("gateway") or "{}")).incoming
    if rule is None:
        raise BadSetting(gettext_noop("The gateway's description does not say where an incoming SMS stands."))
    return Heard(Channel.SMS, found_at(said, rule.phone), found_at(said, rule.text), found_at(said, rule.id))
