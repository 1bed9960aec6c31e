"""Addresses of the settings pages."""

from django.urls import path

from quen.console.settings import history, stores, views

app_name = "settings"
urlpatterns = [
    path("", views.show, name="show"),
    path("stores/", stores.index, name="stores"),
    path("stores/new/", stores.new, name="new_store"),
    path("stores/<int:store_id>/", stores.show, name="store"),
    path("history/", history.index, name="history"),
]
