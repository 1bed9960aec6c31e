"""Addresses of the reports."""

from django.urls import path

from quen.console.reports import forecasts, payback, views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("forecasts/", forecasts.forecasts, name="forecasts"),
    path("forecasts/export/", forecasts.export, name="forecasts_export"),
    path("payback/", payback.show, name="payback"),
    path("payback/export/", payback.export, name="payback_export"),
    path("<slug:slug>/", views.show, name="show"),
    path("<slug:slug>/export/", views.export, name="export"),
]
