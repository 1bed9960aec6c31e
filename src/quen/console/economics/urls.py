"""Addresses of the economics of keeping customers."""

from django.urls import path

from quen.console.economics import views

app_name = "economics"
urlpatterns = [
    path("", views.show, name="index"),
    path("keep/", views.keep, name="keep"),
]
