"""Addresses of the import pages."""

from django.urls import path

from quen.console.imports import mapping, upload, views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", upload.new, name="new"),
    path("<int:import_id>/", views.show, name="show"),
    path("<int:import_id>/progress/", views.progress, name="progress"),
    path("<int:import_id>/mapping/", mapping.change, name="mapping"),
    path("<int:import_id>/start/", views.start, name="start"),
    path("<int:import_id>/reopening/", views.reopen, name="reopen"),
    path("<int:import_id>/restart/", views.restart, name="restart"),
    path("<int:import_id>/removal/", views.drop, name="drop"),
    path("<int:import_id>/rejected/", views.rejects, name="rejects"),
]
