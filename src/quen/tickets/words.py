"""Titles of tasks that tickets make, in the language of the shop."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from quen.shops.reads import current_business

TASK_TITLES = {
    "escalated": gettext_noop("Ticket #%(ticket)s must be answered soon: %(subject)s"),
    "courtesy": gettext_noop("Ask whether all is well after ticket #%(ticket)s: %(subject)s"),
}
MOST_TITLE = 200


def in_shops_language(template: str, **facts: object) -> str:
    """The template with its facts, as the shop's staff read it; at most as long as a task's title may be."""
    business = current_business()
    with translation.override(business.language if business else settings.LANGUAGE_CODE):
        said = gettext(template) % facts
    return said if len(said) <= MOST_TITLE else f"{said[: MOST_TITLE - 1]}…"
