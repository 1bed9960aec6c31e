"""Addresses of these pages."""

from django.urls import path

from quen.console.referrals import deciding, terms, views

app_name = "referrals"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/<str:file_format>/", views.export, name="export"),
    path("terms/", terms.edit, name="terms"),
    path("<int:referral_id>/", deciding.show, name="show"),
    path("<int:referral_id>/permission/", deciding.permission, name="allow"),
    path("<int:referral_id>/refusal/", deciding.refusal, name="refuse"),
]
