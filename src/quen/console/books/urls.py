"""Addresses of the books."""

from django.urls import path

from quen.console.books import adjustments, decided, movements, views

app_name = "books"
urlpatterns = [
    path("", views.index, name="index"),
    path("breakage/", views.expected, name="breakage"),
    path("journal/", views.month_by_month, name="journal"),
    path("journal/<str:file_format>/", views.export, name="export"),
    path("customers/<int:customer_id>/", movements.index, name="movements"),
    path("customers/<int:customer_id>/transfers/<int:transfer_id>/undoing/", movements.undo, name="undo"),
    path("corrections/", adjustments.index, name="adjustments"),
    path("corrections/<int:adjustment_id>/approval/", adjustments.say_yes, name="approve"),
    path("corrections/<int:adjustment_id>/refusal/", adjustments.say_no, name="refuse"),
    path("settings/", decided.change, name="settings"),
]
