"""Titles of tasks that tickets make, in the language of the shop."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from quen.shops.reads import current_business

TASK_TITLES = {
    "escalated": gettext_noop("Ticket #%(ticket)s must be answered soon: %(subject)s"),
    "mentioned": gettext_noop("You are named in ticket #%(ticket)s: %(subject)s"),
    "courtesy": gettext_noop("Ask whether all is well after ticket #%(ticket)s: %(subject)s"),
}
LOW_SCORE = gettext_noop("Low score in “%(survey)s”: %(score)s")
SCORE_CHANGED = gettext_noop("She tapped another score: %(score)s instead of %(before)s.")
COURTESY_SCRIPT = gettext_noop(
    "Say thank you that she told us. Ask whether all is well now, and whether there is anything else."
)
ASKS_FOR_RATING = gettext_noop(
    "We hope that all is well now. Was it settled in one go? One tap is enough: %(link)s\n\n"
    "If it is not settled, simply answer this letter."
)
RECOVERY_REASON = gettext_noop("To make good, ticket #%(ticket)s")
MOST_TITLE = 200


def in_shops_language(template: str, *, most: int = MOST_TITLE, **facts: object) -> str:
    """The template with its facts, as the shop's staff read it; by default as long as a task's title may be."""
    business = current_business()
    return in_language(
        template, business.language if business else settings.LANGUAGE_CODE, most=most, **facts
    )


def in_language(template: str, language: str, *, most: int = MOST_TITLE, **facts: object) -> str:
    """The same in a language one names."""
    with translation.override(language):
        said = gettext(template) % facts
    return said if len(said) <= most else f"{said[: most - 1]}…"
