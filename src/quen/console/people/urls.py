"""Addresses of the customer pages."""

from django.urls import path

from quen.console.people import (
    bulk,
    consents,
    export,
    identities,
    merging,
    notes,
    one,
    points,
    purchases,
    relations,
    saved_views,
    story,
    tags,
    views,
)

app_name = "people"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", one.new, name="new"),
    path("export/<str:file_format>/", export.export, name="export"),
    path("tags/", bulk.tag_many, name="tag_many"),
    path("tags/undo/", bulk.undo_tag_many, name="undo_tag_many"),
    path("views/", saved_views.save_view, name="save_view"),
    path("views/<int:view_id>/deletion/", saved_views.delete_view, name="delete_view"),
    path("merges/<int:merge_id>/undoing/", merging.undo_merge, name="undo_merge"),
    path("<int:customer_id>/", one.show, name="show"),
    path("<int:customer_id>/edit/", one.edit, name="edit"),
    path("<int:customer_id>/story/", story.story, name="story"),
    path("<int:customer_id>/purchases/", purchases.purchases, name="purchases"),
    path("<int:customer_id>/points/", points.points, name="points"),
    path("<int:customer_id>/points/correction/", points.adjust, name="adjust_points"),
    path("<int:customer_id>/points/gift/", points.give, name="give_points"),
    path("<int:customer_id>/notes/", notes.write_note, name="write_note"),
    path("<int:customer_id>/notes/<int:note_id>/", notes.edit_note, name="edit_note"),
    path("<int:customer_id>/notes/<int:note_id>/deletion/", notes.delete_note, name="delete_note"),
    path("<int:customer_id>/notes/<int:note_id>/restoration/", notes.restore_note, name="restore_note"),
    path("<int:customer_id>/tags/", tags.add_tag, name="add_tag"),
    path("<int:customer_id>/tags/removal/", tags.remove_tag, name="remove_tag"),
    path("<int:customer_id>/identities/", identities.add_identity, name="add_identity"),
    path(
        "<int:customer_id>/identities/<int:identity_id>/removal/",
        identities.remove_identity,
        name="remove_identity",
    ),
    path("<int:customer_id>/consents/", consents.consents, name="consents"),
    path("<int:customer_id>/pick/<str:what>/", relations.pick, name="pick"),
    path("<int:customer_id>/household/", relations.join_household, name="join_household"),
    path("<int:customer_id>/household/leaving/", relations.leave_household, name="leave_household"),
    path("<int:customer_id>/company/", relations.add_contact, name="add_contact"),
    path("<int:customer_id>/company/leaving/", relations.remove_contact, name="remove_contact"),
    path("<int:customer_id>/merge/<int:other_id>/", merging.compare, name="merge"),
    path("<int:customer_id>/merge/<int:other_id>/apart/", merging.tell_apart, name="tell_apart"),
]
