"""Addresses of the till."""

from django.urls import path

from quen.till import claims, page, returns, settings_page, views

app_name = "till"
urlpatterns = [
    path("", page.home, name="home"),
    path("worker.js", page.worker, name="worker"),
    path("settings/", settings_page.show, name="settings"),
    path("now/", views.now, name="now"),
    path("customers/", views.customers, name="customers"),
    path("customers/<int:customer_id>/", views.customer, name="customer"),
    path("goods/", views.goods, name="goods"),
    path("quotes/", views.quotes, name="quotes"),
    path("sales/", views.sales, name="sales"),
    path("enrolments/", views.enrolments, name="enrolments"),
    path("leases/", views.leases, name="leases"),
    path("codes/", claims.codes, name="codes"),
    path("claims/", claims.claims, name="claims"),
    path("receipts/", returns.receipts, name="receipts"),
    path("returns/", returns.returns, name="returns"),
]
