"""The provider says that an answer arrived."""

from quen.tickets.choices import CameBy, MailState
from quen.tickets.models import Mail


def answer_arrived(*, way: CameBy, provider_id: str) -> bool:
    """Whether that was news of an answer of ours."""
    if not provider_id:
        return False
    sent = Mail.objects.filter(way=way, provider_id=provider_id, state=MailState.SENT)
    return bool(sent.update(state=MailState.ARRIVED))
