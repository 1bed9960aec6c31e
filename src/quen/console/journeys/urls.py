"""Addresses of these pages."""

from django.urls import path

from quen.console.journeys import as_file, dry_run, lists, one, ready

app_name = "journeys"
urlpatterns = [
    path("", lists.index, name="index"),
    path("ready-made/", ready.ready, name="ready"),
    path("new/", as_file.new, name="new"),
    path("<int:journey_id>/", one.show, name="show"),
    path("<int:journey_id>/switch/", one.switch, name="switch"),
    path("<int:journey_id>/stuck/", one.try_again, name="try_again"),
    path("<int:journey_id>/customers/", one.customers, name="customers"),
    path("<int:journey_id>/dry-run/", dry_run.show, name="dry_run"),
    path("<int:journey_id>/file/", as_file.edit, name="file"),
    path("<int:journey_id>/journey.yaml", as_file.download, name="download"),
]
