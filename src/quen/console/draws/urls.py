"""Addresses of these pages."""

from django.urls import path

from quen.console.draws import awards, editing, files, judging, views

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
    path("list/<str:file_format>/", files.every, name="list"),
    path("<int:draw_id>/points/", judging.points, name="points"),
    path("<int:draw_id>/judges/<int:staff_id>/excuse/", judging.excuse, name="excuse"),
    path("awards/<int:award_id>/", awards.end, name="award"),
    path("<int:draw_id>/papers/", files.papers, name="papers"),
    path("<int:draw_id>/report/<str:file_format>/", files.report, name="report"),
    path("<int:draw_id>/notice/<str:file_format>/", files.notice, name="notice"),
]
