"""Addresses of the API."""

from django.urls import path

from quen.api import reference
from quen.api.surface import api

operations, _app, namespace = api.urls
urlpatterns = [
    path("openapi.json", reference.openapi, name="openapi"),
    path("docs", reference.docs, name="docs"),
    *(pattern for pattern in operations if getattr(pattern, "name", "") != "api-root"),
]
