"""Addresses of the segment pages."""

from django.urls import path

from quen.console.segments import building, goods, lists, one, views

app_name = "segments"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", building.new, name="new"),
    path("lists/new/", lists.new_list, name="new_list"),
    path("lists/chosen/", lists.put_chosen, name="put_chosen"),
    path("goods/", goods.goods, name="goods"),
    path("<slug:key>/", one.show, name="show"),
    path("<slug:key>/edit/", building.edit, name="edit"),
    path("<slug:key>/names/", lists.names, name="names"),
    path("<slug:key>/archive/", one.archive, name="archive"),
    path("<slug:key>/restoring/", one.restore, name="restore"),
    path("<slug:key>/following/", one.follow, name="follow"),
]
