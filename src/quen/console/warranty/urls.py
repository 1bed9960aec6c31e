"""Addresses of these pages."""

from django.urls import path

from quen.console.warranty import claims, look, one, terms

app_name = "warranty"
urlpatterns = [
    path("", look.show, name="look"),
    path("goods/<int:line_id>/", look.receive, name="receive"),
    path("claims/", claims.index, name="claims"),
    path("claims/<int:claim_id>/", one.show, name="show"),
    path("claims/<int:claim_id>/decision/", one.decision, name="decide"),
    path("claims/<int:claim_id>/place/", one.place, name="move"),
    path("claims/<int:claim_id>/reopen/", one.again, name="reopen"),
    path("terms/", terms.index, name="terms"),
    path("terms/new/", terms.new, name="new_terms"),
]
