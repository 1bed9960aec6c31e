"""Addresses of these pages."""

from django.urls import URLPattern

app_name = "rewards"
urlpatterns: list[URLPattern] = []
