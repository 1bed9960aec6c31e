"""Addresses of these pages."""

from django.urls import path

from quen.console.loyalty import views

app_name = "loyalty"
urlpatterns = [
    path("", views.index, name="index"),
    path("effect/", views.effect, name="effect"),
    path("effect/export/", views.effect_export, name="effect_export"),
    path("points/<str:file_format>/", views.export, name="export"),
]
