"""Addresses of the reports."""

from django.urls import path

from quen.console.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.show, name="show"),
    path("<slug:slug>/export/", views.export, name="export"),
]
