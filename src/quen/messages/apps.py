"""The room as Django knows it."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "quen.messages"
    label = "outreach"  # Django's own notices to staff are called messages already
