"""Addresses of these pages."""

from django.urls import path

from quen.console.draws import editing, files, views

app_name = "draws"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", editing.new, name="new"),
    path("<int:draw_id>/", views.show, name="show"),
    path("<int:draw_id>/change/", editing.edit, name="edit"),
    path("<int:draw_id>/steps/", editing.step, name="step"),
    path("<int:draw_id>/entries.csv", files.entries, name="entries"),
    path("<int:draw_id>/proof.json", files.proof, name="proof"),
    path("recompute.py", files.recompute, name="recompute"),
    path("<int:draw_id>/notice/<str:file_format>/", files.notice, name="notice"),
]
