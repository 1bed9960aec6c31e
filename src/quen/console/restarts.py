"""How often receipt numbers start again, in words: for the settings of a store, and for an import."""

from django.utils.translation import gettext_lazy as _

from quen.kernel.receipt_periods import Restart

WORDS = {
    Restart.NEVER: _("Never: one number is one sale"),
    Restart.DAY: _("Every day"),
    Restart.MONTH: _("Every month"),
    Restart.YEAR: _("Every year"),
}
CHOICES = [(restart.value, words) for restart, words in WORDS.items()]

PROPOSALS = {
    Restart.DAY: _("Every day: import it like this"),
    Restart.MONTH: _("Every month: import it like this"),
    Restart.YEAR: _("Every year: import it like this"),
}
