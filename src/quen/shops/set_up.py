"""The first act of an installation: name the business and its owner."""

from django.db import transaction

from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.shops.errors import AlreadySetUp
from quen.shops.models import Business, Staff
from quen.shops.reads import is_set_up
from quen.shops.roles import Role


@transaction.atomic
def set_up_business(
    *,
    name: str,
    currency: str,
    language: str,
    owner_name: str,
    owner_email: str,
    owner_password: str,
    timezone: str = "Asia/Ho_Chi_Minh",
) -> Staff:
    """Make the business and its owner; of two at once, one wins.

    An import on the command line may have made the business before: it is named now and keeps its sales,
    and their currency.
    `owner_password` must have passed Django's validators. Raises AlreadySetUp.
    """
    business, _made = Business.objects.get_or_create(
        id=1, defaults={"name": tidy(name), "currency": currency}
    )
    business = Business.objects.select_for_update().get(id=1)  # the second of two waits here
    if is_set_up():
        raise AlreadySetUp(
            gettext_noop("This business is set up already. Sign in, or ask its owner for an account.")
        )
    business.name, business.language = tidy(name), language
    business.timezone = timezone
    business.save()
    owner = Staff(
        name=tidy(owner_name), email=owner_email.strip().lower(), role=Role.OWNER, language=language
    )
    owner.set_password(owner_password)
    owner.save()
    return owner
