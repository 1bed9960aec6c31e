"""The ways a word reaches a customer, and what it is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quen.people.models import ConsentChannel


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    ZALO = "zalo", _("Zalo")
    PUSH = "push", _("Push notice")
    IN_APP = "in_app", _("On her member page")
    CALL = "call", _("Telephone call")
    WEBHOOK = "webhook", _("Another system")


class MessagePurpose(models.TextChoices):
    MARKETING = "marketing", _("Offer or news")
    TRANSACTIONAL = "transactional", _("About her own business with the shop")


CONSENT_FOR = {
    Channel.EMAIL: ConsentChannel.EMAIL,
    Channel.SMS: ConsentChannel.SMS,
    Channel.ZALO: ConsentChannel.ZALO,
    Channel.CALL: ConsentChannel.CALL,
    Channel.PUSH: ConsentChannel.ALL,
    Channel.IN_APP: ConsentChannel.ALL,
    Channel.WEBHOOK: ConsentChannel.ALL,
}
"""Which consent counts for a channel; ALL: her general word."""

ADDRESS_OF = {
    Channel.EMAIL: "email",
    Channel.SMS: "phone",
    Channel.ZALO: "phone",
    Channel.CALL: "phone",
    Channel.PUSH: "push",
}
"""Which kind of identity a channel writes to (`push`: a phone on which she asked for notices); the others reach her by
her number alone."""
