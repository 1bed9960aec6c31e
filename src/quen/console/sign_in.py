"""Sign-in for staff: accounts are made by the owner, never by strangers. Notices of a browser end with the session."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from quen.console.navigation import entries
from quen.console.notices import end_here
from quen.shops.models import Staff


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter with the door for strangers closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: staff are invited on the page Staff."""
        return False

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
