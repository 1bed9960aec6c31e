"""Addresses of the pages about other systems."""

from django.urls import path

from quen.console.connections import deliveries, endpoints, tokens

app_name = "connections"
urlpatterns = [
    path("", tokens.index, name="index"),
    path("new/", tokens.new, name="new"),
    path("tokens/<int:token_id>/revocation/", tokens.revoke, name="revoke"),
    path("webhooks/", endpoints.index, name="webhooks"),
    path("webhooks/new/", endpoints.new, name="new_webhook"),
    path("webhooks/<int:endpoint_id>/", endpoints.show, name="webhook"),
    path("webhooks/<int:endpoint_id>/switch/", endpoints.switch, name="switch"),
    path("webhooks/<int:endpoint_id>/secret/", endpoints.renew, name="renew_secret"),
    path("webhooks/<int:endpoint_id>/removal/", endpoints.remove, name="remove"),
    path("webhooks/<int:endpoint_id>/test/", deliveries.test, name="test"),
    path("webhooks/<int:endpoint_id>/again/", deliveries.all_again, name="all_again"),
    path("webhooks/<int:endpoint_id>/deliveries/<int:delivery_id>/again/", deliveries.again, name="again"),
]
