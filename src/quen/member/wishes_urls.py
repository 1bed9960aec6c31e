"""Addresses behind the links in messages, below /u/: short, and without sign-in."""

from django.urls import path

from quen.member import wishes

app_name = "wishes"
urlpatterns = [
    path("yes/<str:token>/", wishes.agree, name="agree"),
    path("<str:token>/", wishes.wishes, name="show"),
]
