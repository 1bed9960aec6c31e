"""The stamp on a form: when it was shown, and a name for this one sending. It keeps machines at a distance.

No outside service is asked. A form that comes back within a second, or with the unseen field filled, was not filled by
a person; one that is hours old is shown anew.
"""

import secrets
from datetime import datetime, timedelta

from django.core import signing

from quen.kernel.sentences import gettext_noop
from quen.member.errors import FormTooOld, NotAPerson

_SALT = "quen.member.join"
FASTEST = timedelta(seconds=1)
OLDEST = timedelta(hours=2)


def stamp(*, at: datetime) -> str:
    """A stamp for a form shown now."""
    return signing.dumps([at.timestamp(), secrets.token_urlsafe(12)], salt=_SALT)


def checked_stamp(written: str, *, unseen: str, at: datetime) -> str:
    """The name of this sending. Raises NotAPerson, FormTooOld."""
    try:
        shown_at, name = signing.loads(written, salt=_SALT)
    except signing.BadSignature:
        raise _too_old() from None
    age = at.timestamp() - shown_at
    if unseen or age < FASTEST.total_seconds():
        raise NotAPerson(
            gettext_noop("That was too fast for a person. Nothing was kept; please send it again.")
        )
    if age > OLDEST.total_seconds():
        raise _too_old()
    return str(name)


def _too_old() -> FormTooOld:
    return FormTooOld(
        gettext_noop("This page was open for too long. Nothing was kept; please send it again.")
    )
