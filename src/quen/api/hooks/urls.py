"""Addresses for providers, below /hooks/."""

from django.urls import path

from quen.api.hooks.sms import sms_report

app_name = "hooks"
urlpatterns = [path("sms/<str:token>/", sms_report, name="sms")]
