"""Small closed sets as the bits of one number: a list of words in every row would make it half as long again.

A bit, once given, keeps its meaning; a new kind of identity or a new channel takes the next one.
"""

from quen.people.models import ConsentChannel, IdentityKind, Purpose

IDENTITY_BITS = {IdentityKind.CODE: 1, IdentityKind.CARD: 2, IdentityKind.PHONE: 4, IdentityKind.EMAIL: 8}
CHANNEL_BITS = {
    ConsentChannel.ALL: 1,
    ConsentChannel.EMAIL: 2,
    ConsentChannel.SMS: 4,
    ConsentChannel.ZALO: 8,
    ConsentChannel.CALL: 16,
}
_SHIFTS = {Purpose.MARKETING: 0, Purpose.PROFILING: 7}


def consent_bit(purpose: str, channel: str) -> int:
    """The bit that says she agrees to this purpose on this channel; ALL means on at least one."""
    return CHANNEL_BITS[ConsentChannel(channel)] << _SHIFTS[Purpose(purpose)]


def consent_bits() -> dict[str, int]:
    """Every bit by ``marketing:sms``."""
    return {
        f"{purpose}:{channel}": consent_bit(purpose, channel)
        for purpose in Purpose
        for channel in CHANNEL_BITS
    }
