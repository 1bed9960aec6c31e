"""Addresses of the list of the day."""

from django.urls import path

from quen.console.today import care, settings_page, views

app_name = "care"
urlpatterns = [
    path("", care.show, name="show"),
    path("payback/", views.payback, name="payback"),
    path("settings/", settings_page.show, name="settings"),
    path("<int:care_id>/done/", care.done, name="done"),
    path("<int:care_id>/aside/", care.aside, name="aside"),
    path("<int:care_id>/open/", care.take_back, name="take_back"),
]
