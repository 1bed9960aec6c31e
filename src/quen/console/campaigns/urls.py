"""Addresses of these pages."""

from django.urls import path

from quen.console.campaigns import editing, holding, lists, months, one, rhythm, rules, stopping, trying

app_name = "campaigns"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/", editing.new, name="new"),
    path("holdout/", holding.seen, name="holdout"),
    path("rules/", rules.edit, name="rules"),
    path("calendar/", months.calendar, name="calendar"),
    path("<int:campaign_id>/", one.show, name="show"),
    path("<int:campaign_id>/live/", one.live, name="live"),
    path("<int:campaign_id>/edit/", editing.edit, name="edit"),
    path("<int:campaign_id>/again/", editing.again, name="again"),
    path("<int:campaign_id>/delete/", editing.delete, name="delete"),
    path("<int:campaign_id>/estimate/", one.work_out, name="estimate"),
    path("<int:campaign_id>/estimate/progress/", one.estimating, name="estimating"),
    path("<int:campaign_id>/ask/", one.ask_for, name="ask"),
    path("<int:campaign_id>/approve/", one.approve_it, name="approve"),
    path("<int:campaign_id>/back/", one.back, name="back"),
    path("<int:campaign_id>/pause/", one.halt, name="pause"),
    path("<int:campaign_id>/stop/", one.stop_it, name="stop"),
    path("<int:campaign_id>/round/", rhythm.edit, name="round"),
    path("<int:campaign_id>/round/end/", rhythm.end, name="end_round"),
    path("<int:campaign_id>/texts/<int:number>/stop/", stopping.stop_text, name="stop_text"),
    path("<int:campaign_id>/texts/<int:number>/offer/", stopping.offer_text, name="offer_text"),
    path("<int:campaign_id>/test/<int:variant>/<str:channel>/", trying.show, name="test"),
]
