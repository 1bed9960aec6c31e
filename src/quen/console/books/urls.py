"""Addresses of these pages."""

from django.urls import URLPattern

app_name = "books"
urlpatterns: list[URLPattern] = []
