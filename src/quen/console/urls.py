"""The console's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from quen.console.setup.views import set_up

app_name = "console"
urlpatterns: list[URLPattern | URLResolver] = [
    path("setup/", set_up, name="setup"),
    path("import/", include("quen.console.imports.urls")),
    path("staff/", include("quen.console.staff.urls")),
    path("settings/", include("quen.console.settings.urls")),
]
