"""Addresses of these pages."""

from django.urls import path

from quen.console.vouchers import batches, editing, one, views

app_name = "vouchers"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/<str:file_format>/", views.export, name="export"),
    path("new/", editing.new, name="new"),
    path("<int:kind_id>/", views.show, name="show"),
    path("<int:kind_id>/edit/", editing.edit, name="edit"),
    path("<int:kind_id>/switch/", editing.switch, name="switch"),
    path("<int:kind_id>/batches/", batches.make, name="make_batch"),
    path("<int:kind_id>/uses/<str:file_format>/", views.export_uses, name="export_uses"),
    path("batches/<int:batch_id>/codes/", batches.download, name="download"),
    path("batches/<int:batch_id>/void/", batches.void_unused, name="void_batch"),
    path("customers/<int:customer_id>/", one.of_customer, name="of_customer"),
    path("codes/<int:voucher_id>/", one.show, name="voucher"),
    path("codes/<int:voucher_id>/void/", one.void_one, name="void"),
    path("codes/<int:voucher_id>/free/", one.free_one, name="free"),
]
