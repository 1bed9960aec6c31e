"""Business, stores, staff, and what was changed by whom."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quen.kernel.receipt_periods import Restart
from quen.shops.roles import Permission, Role, permissions_of


class Business(models.Model):
    """The one business of this installation; its row exists once set-up is done.

    `name` is what customers call it; `legal_name`, `address` and `tax_code` are how it is registered, for papers and
    receipts; `representative` and `representative_title` who signs for it by law.
    """

    name = models.CharField(max_length=200)
    legal_name = models.CharField(max_length=300, blank=True, default="", db_default="")
    address = models.CharField(max_length=300, blank=True, default="", db_default="")
    tax_code = models.CharField(
        max_length=14, blank=True, default="", db_default="", help_text="as kernel.tax_code writes it"
    )
    representative = models.CharField(max_length=120, blank=True, default="", db_default="")
    representative_title = models.CharField(max_length=120, blank=True, default="", db_default="")
    currency = models.CharField(max_length=3, default="VND")
    language = models.CharField(max_length=2, default="vi")
    timezone = models.CharField(max_length=64, default="Asia/Ho_Chi_Minh")
    brand_colour = models.CharField(max_length=7, default="#0f766e")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_business_per_installation")]

    def __str__(self) -> str:
        return self.name


class SettingChange(models.Model):
    """One setting's value before and after: the history a page of settings shows."""

    setting = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["setting", "-changed_at"], name="setting_history")]


class Store(models.Model):
    """A place where the business sells; a file's rows find it by `key`."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, help_text="search_key(name)")
    address = models.CharField(max_length=300, blank=True)
    area = models.CharField(max_length=120, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    written = models.CharField(
        max_length=200,
        null=True,
        blank=True,
        help_text="as the first file with rows of it wrote it, empty where that named no store; null before: the "
        "fingerprints of its rows hold this text",
    )
    receipts_restart = models.CharField(
        max_length=5,
        choices=[(restart.value, restart.value) for restart in Restart],
        default=Restart.NEVER,
        db_default=Restart.NEVER,
        help_text="how often receipt numbers start again",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(receipts_restart__in=[restart.value for restart in Restart]),
                name="receipts_restart_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.name


class StoreAlias(models.Model):
    """Another name by which files may call a store; the name it bears now is one too, unless `Store.key` is."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, help_text="search_key(name)")

    def __str__(self) -> str:
        return self.name


class StaffAccounts(BaseUserManager["Staff"]):
    """Finds staff by e-mail, as Django's sign-in asks."""


class Staff(AbstractBaseUser):
    """A person who signs in, with one role, at all stores or only at some."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=[(role.value, role.label) for role in Role])
    stores = models.ManyToManyField(
        Store, blank=True, related_name="staff", help_text=_("None means all stores.")
    )
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[StaffAccounts] = StaffAccounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="staff_role_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it."""
        return self.is_active and permission in permissions_of(Role(self.role))


class ApiToken(models.Model):
    """The key of another system, e.g. a till. The token itself is nowhere: only its hash, and how it begins.

    `stores` empty means all stores. `last_used_at` is coarse: it moves once an hour at most.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, in hex")
    beginning = models.CharField(max_length=12, help_text="the token's first letters, to tell it from others")
    scopes = ArrayField(models.CharField(max_length=20))
    stores = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    per_minute = models.PositiveIntegerField(help_text="requests it may make in a minute")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="token_may_do_something"),
            models.CheckConstraint(condition=Q(per_minute__gt=0), name="token_may_make_requests"),
        ]

    def __str__(self) -> str:
        return self.name
