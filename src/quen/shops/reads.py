"""Questions about the business and its stores."""

from quen.shops.models import Business, Staff
from quen.shops.roles import Role


def current_business() -> Business | None:
    """The business of this installation, None before set-up."""
    return Business.objects.filter(id=1).first()


def is_set_up() -> bool:
    """Whether the business has an active owner. A business alone may stem from an import on the command line."""
    return Staff.objects.filter(role=Role.OWNER, is_active=True).exists()
