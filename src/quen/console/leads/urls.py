"""Addresses of these pages."""

from django.urls import path

from quen.console.leads import competitors, costs, editing, exporting, importing, lists, one

app_name = "leads"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/", editing.new, name="new"),
    path("export/<str:file_format>/", exporting.export, name="export"),
    path("import/", importing.upload, name="import"),
    path("costs/", costs.show, name="costs"),
    path("costs/enter/", costs.enter, name="enter"),
    path("costs/<int:cost_id>/remove/", costs.remove, name="remove_cost"),
    path("costs/assume/", costs.use, name="assume"),
    path("competitors/", competitors.show, name="competitors"),
    path("competitors/new/", competitors.add, name="add_competitor"),
    path("competitors/sightings/", competitors.note, name="sighting"),
    path("<int:lead_id>/", one.show, name="show"),
    path("<int:lead_id>/stage/", one.step, name="move"),
    path("<int:lead_id>/owner/", one.owner, name="assign"),
    path("<int:lead_id>/won/", one.won, name="win"),
    path("<int:lead_id>/lost/", one.lost, name="lose"),
    path("<int:lead_id>/reopen/", one.again, name="reopen"),
]
