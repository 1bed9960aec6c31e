"""Addresses of the chat window, below /chat/; a member's own are below /m/chat/, where her cookie is."""

from django.urls import path

from quen.member.chat import views

app_name = "chat"
urlpatterns = [
    path("snippet.js", views.snippet, name="snippet"),
    path("look/", views.look, name="look"),
    path("begin/", views.begin, name="begin"),
    path("lines/", views.lines, name="lines"),
    path("notices/", views.notice, name="notices"),
]
