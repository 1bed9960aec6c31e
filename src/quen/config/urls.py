"""Every address of the installation."""

from django.urls import include, path
from django.views.i18n import set_language

from quen.console.lost import nowhere
from quen.member.chat.views import not_here

handler500 = "quen.console.lost.went_wrong"

urlpatterns = [
    path("account/language/", set_language, name="set_language"),
    # Staff have one address, which the owner keeps. Looking at allauth's own page of addresses would begin another.
    path("account/email/", nowhere),
    path("account/confirm-email/", nowhere),
    path("account/", include("allauth.urls")),
    path("api/v1/", include(("quen.api.urls", "api"))),
    path("hooks/", include("quen.api.hooks.urls")),
    path("till/", include("quen.till.urls")),
    path("m/", include("quen.member.urls")),
    path("chat/", include("quen.member.chat.urls")),
    path("live/stream/", not_here),
    path("live/lines/", not_here),
    path("u/", include("quen.member.wishes_urls")),
    path("", include("quen.console.urls")),
]
