"""Addresses of these pages."""

from django.urls import URLPattern

app_name = "cards"
urlpatterns: list[URLPattern] = []
