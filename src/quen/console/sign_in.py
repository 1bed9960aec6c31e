"""Sign-in for staff: accounts are made by the owner, never by strangers. Notices of a browser end with the session."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from quen.console.navigation import entries
from quen.console.notices import end_here
from quen.shops.models import Staff

_log = logging.getLogger(__name__)


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with the door for strangers closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: staff are invited on the page Staff."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Where no mail server takes the letter, whoever asked is told what else helps; nothing says whom we know."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            _log.warning("no letter about signing in could be sent: %s", error)
            request = allauth_context.request
            messages.error(
                request,
                _(
                    "No e-mail can be sent from here just now. The owner can set a new password for you under Staff."
                ),
            )
            raise ImmediateHttpResponse(redirect("account_reset_password")) from error

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first place the role may go to: a cashier has no Today."""
        return next((entry.address for entry in entries(request)), reverse("mfa_index"))

    def login(self, request: HttpRequest, user: Staff) -> None:
        """Whoever sat here before and left without signing out gets no more notices on this browser."""
        end_here(request, but=user.pk)
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        """Her tasks are no longer told on a browser she has left."""
        end_here(request, of=request.user.pk)
        super().logout(request)
