"""Addresses of the staff pages."""

from django.urls import path

from quen.console.staff import accounts, views

app_name = "staff"
urlpatterns = [
    path("", views.index, name="list"),
    path("roles/", views.roles, name="roles"),
    path("new/", views.new, name="new"),
    path("<int:staff_id>/", views.show, name="show"),
    path("<int:staff_id>/deactivation/", accounts.deactivate, name="deactivate"),
    path("<int:staff_id>/reactivation/", accounts.reactivate, name="reactivate"),
    path("<int:staff_id>/password/", accounts.renew_password, name="password"),
]
