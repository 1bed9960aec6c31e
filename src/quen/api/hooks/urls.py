"""Addresses for providers, below /hooks/."""

from django.urls import path

from quen.api.hooks.sms import sms_report
from quen.api.hooks.zalo import zalo_event

app_name = "hooks"
urlpatterns = [
    path("sms/<str:token>/", sms_report, name="sms"),
    path("zalo/", zalo_event, name="zalo"),
]
