"""Addresses of the programme's pages."""

from django.urls import path

from quen.console.programme import back_test, editing, views

app_name = "programme"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<int:number>/", views.show, name="show"),
    path("<int:number>/yaml/", views.yaml, name="yaml"),
    path("<int:number>/launch/", views.launching, name="launch"),
    path("<int:number>/end/", views.ending, name="end"),
    path("<int:number>/drop/", views.drop, name="drop"),
    path("<int:number>/back-test/", back_test.start, name="back_test"),
    path("<int:number>/back-test/<int:back_test_id>/", back_test.result, name="back_test_result"),
    path(
        "<int:number>/back-test/<int:back_test_id>/progress/", back_test.progress, name="back_test_progress"
    ),
    path("<int:number>/basics/", editing.basics, name="basics"),
    path("<int:number>/tiers/", editing.tiers, name="tiers"),
    path("<int:number>/<slug:place>/new/", editing.part, name="new_part"),
    path("<int:number>/<slug:place>/<slug:key>/", editing.part, name="part"),
    path("<int:number>/<slug:place>/<slug:key>/remove/", editing.remove, name="remove_part"),
]
