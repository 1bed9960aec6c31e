"""Addresses of the books."""

from django.urls import path

from quen.console.books import adjustments, decided, exchanging, movements, partners, views

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
    path("partners/", partners.index, name="partners"),
    path("partners/new/", partners.new, name="new_partner"),
    path("partners/<int:partner_id>/", exchanging.show, name="partner"),
    path("partners/<int:partner_id>/terms/", partners.edit, name="partner_terms"),
    path("partners/<int:partner_id>/exchanges/", exchanging.exchange, name="exchange"),
    path("settings/", decided.change, name="settings"),
]
