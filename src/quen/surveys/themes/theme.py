"""What customers speak of, and how: a closed list."""

from dataclasses import dataclass
from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    QUALITY = "quality", _("Quality and taste")
    PRICE = "price", _("Price")
    STAFF = "staff", _("Staff")
    WAIT = "wait", _("Time spent waiting")
    CLEAN = "clean", _("Cleanliness")
    PLACE = "place", _("The place")
    DELIVERY = "delivery", _("Delivery")
    STOCK = "stock", _("Stock and choice")
    ORDER = "order", _("Order and bill right")
    POINTS = "points", _("App, points, offers")
    AFTERCARE = "aftercare", _("After the sale")


class Mood(IntEnum):
    """How something is spoken of: blamed, only named, praised."""

    BLAME = -1
    NAMED = 0
    PRAISE = 1


@dataclass(frozen=True)
class Words:
    """One theme's words. `names` only name it, `praise` and `blame` say besides how it was.

    `weak` names alone are no mention: something must be said of them.
    """

    names: str = ""
    praise: str = ""
    blame: str = ""
    weak: str = ""
