"""Addresses of these pages."""

from django.urls import URLPattern

app_name = "vouchers"
urlpatterns: list[URLPattern] = []
