"""Do what a button asks, and say on the next page that it was done, or why it was not."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from quen.console.access import StaffRequest
from quen.kernel.errors import QuenError


def act(request: StaffRequest, change: Callable[[datetime], object], *, done: str) -> None:
    """`change` is told the moment; a refusal of ours becomes a sentence on the next page."""
    try:
        change(timezone.now())
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(request, done)


def act_as_typed(request: StaffRequest, form: forms.Form, change: Callable[[], object], *, done: str) -> bool:
    """Whether what was typed fits and was done; a refusal of ours stands in the form, which the page shows again."""
    if not form.is_valid():
        return False
    try:
        change()
    except QuenError as error:
        form.add_error(None, error.sentence.render(_))
        return False
    messages.success(request, done)
    return True
