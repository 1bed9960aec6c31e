"""A message that says what was done, with the button that takes it back."""

from collections.abc import Mapping

from django.contrib import messages
from django.middleware.csrf import get_token
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from quen.console.access import StaffRequest


def say_with_undo(request: StaffRequest, words: str, *, address: str, fields: Mapping[str, object]) -> None:
    """Show `words` on the next page with "Undo", which posts `fields` to `address`."""
    hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())
    message = format_html(
        '{} <form class="undo" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '{}<button class="btn btn-quiet" type="submit">{}</button></form>',
        words, address, get_token(request), hidden, _("Undo"),
    )  # fmt: skip
    messages.success(request, message)
