"""Addresses for providers, below /hooks/."""

from django.urls import path

from quen.api.hooks.email import email_report
from quen.api.hooks.mail import incoming_mail
from quen.api.hooks.sms import incoming_sms, sms_report
from quen.api.hooks.zalo import zalo_event

app_name = "hooks"
urlpatterns = [
    path("mail/<str:secret>/", incoming_mail, name="mail"),
    path("email/<str:token>/", email_report, name="email"),
    path("sms/<str:token>/in/", incoming_sms, name="sms_in"),
    path("sms/<str:token>/", sms_report, name="sms"),
    path("zalo/", zalo_event, name="zalo"),
]
