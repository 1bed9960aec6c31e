"""What every template of the console may use."""

from typing import Any

from django.http import HttpRequest

from quen.shops.models import Staff
from quen.shops.reads import current_business
from quen.shops.roles import Permission


def console(request: HttpRequest) -> dict[str, Any]:
    """`business`, and `may.<permission>` for the person who signed in."""
    staff = request.user if hasattr(request, "user") else None
    may = {permission.value: isinstance(staff, Staff) and staff.may(permission) for permission in Permission}
    business = request.business if hasattr(request, "business") else current_business()
    return {"business": business, "may": may}
