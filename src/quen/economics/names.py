"""What the figures are called on page and terminal."""

from quen.kernel.sentences import gettext_noop

FIGURE_NAMES = {
    "retention": gettext_noop("Retention"),
    "revenue": gettext_noop("Revenue of a customer"),
    "margin": gettext_noop("Margin"),
    "keeping_minor": gettext_noop("Spent on keeping"),
    "discount": gettext_noop("What waiting costs"),
}
"""By the name of `worth.Swing.figure`; English, to be translated where it is shown."""
