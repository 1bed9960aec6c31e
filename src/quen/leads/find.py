"""A lead by its number, held for a change."""

from quen.kernel.sentences import gettext_noop
from quen.leads.errors import LeadEnded, NoSuchLead
from quen.leads.models import Lead, LeadState


def held(lead: int, *, is_open: bool = True) -> Lead:
    """The lead, held until the transaction ends. Raises NoSuchLead, LeadEnded."""
    found = (
        Lead.objects.select_for_update(of=("self",)).select_related("customer__root").filter(pk=lead).first()
    )
    if found is None:
        raise NoSuchLead(gettext_noop("There is no lead number %(lead)s. Open the list again."), lead=lead)
    if (found.state == LeadState.OPEN) != is_open:
        raise LeadEnded(gettext_noop("This lead is no longer as you saw it. Nothing was changed."))
    return found
