"""Addresses of these pages."""

from django.urls import path

from quen.console.chats import lists, one, setting

app_name = "chats"
urlpatterns = [
    path("", lists.index, name="index"),
    path("rows/", lists.rows, name="rows"),
    path("count/", lists.count, name="count"),
    path("pass/<int:chat_id>/", one.pass_, name="pass"),
    path("lines/<int:chat_id>/", one.lines, name="lines"),
    path("settings/", setting.show, name="settings"),
    path("<int:chat_id>/", one.show, name="show"),
    path("<int:chat_id>/beside/", one.next_to_it, name="beside"),
    path("<int:chat_id>/answer/", one.answer, name="answer"),
    path("<int:chat_id>/take/", one.take_it, name="take"),
    path("<int:chat_id>/hand-over/", one.hand, name="hand_over"),
    path("<int:chat_id>/ticket/", one.ticket, name="ticket"),
    path("<int:chat_id>/close/", one.end, name="close"),
    path("<int:chat_id>/notices/", one.notice, name="notices"),
]
