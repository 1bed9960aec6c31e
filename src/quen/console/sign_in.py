"""Sign-in for staff: accounts are made by the owner, never by strangers."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from quen.console.navigation import entries


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with the door for strangers closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: staff are invited on the page Staff."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first place the role may go to: a cashier has no Today."""
        return next((entry.address for entry in entries(request)), reverse("mfa_index"))
