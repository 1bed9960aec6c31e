"""What a reason to look after somebody consists of. Each file of this folder that declares one is an entry of
`registry.py`; a further reason is one more file."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quen.insight.today.told import Told


class Intent(TextChoices):
    """What the shop wants of the moment."""

    THANK = "thank", _("Say thank you")
    CONGRATULATE = "congratulate", _("Congratulate")
    REMIND = "remind", _("Remind")
    RECOVER = "recover", _("Make good")
    RESCUE = "rescue", _("Win back")
    ASK = "ask", _("Ask for a friend")
    LET_GO = "let_go", _("Leave in peace")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One reason.

    `who` is one set query: customer (any of a merged group), gain_minor and facts (a JSON object), over the parameters
    of `work_out.py`. `why` says the reason with its figure to staff, `words` what to say to her, both of the facts.
    `rest_days`: how long after it was done it is not proposed for her again. `ends_with_visit`: no longer needed once
    she has come today. `kept`: lines a day, more than all staff together can do.
    """

    key: str
    label: Promise
    intent: Intent
    icon: str
    who: str
    why: Callable[[Told], str]
    words: Callable[[Told], str]
    rest_days: int
    ends_with_visit: bool = False
    kept: int = 40
