"""The console's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from quen.console.setup.views import set_up
from quen.console.today.views import today

app_name = "console"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", today, name="today"),
    path("care/", include("quen.console.today.urls")),
    path("setup/", set_up, name="setup"),
    path("reports/economics/", include("quen.console.economics.urls")),
    path("reports/", include("quen.console.reports.urls")),
    path("customers/segments/", include("quen.console.segments.urls")),
    path("customers/leads/", include("quen.console.leads.urls")),
    path("customers/", include("quen.console.people.urls")),
    path("import/", include("quen.console.imports.urls")),
    path("staff/", include("quen.console.staff.urls")),
    path("settings/", include("quen.console.settings.urls")),
    path("outreach/journeys/", include("quen.console.journeys.urls")),
    path("settings/connections/", include("quen.console.connections.urls")),
    path("tasks/", include("quen.console.tasks.urls")),
    path("warranty/", include("quen.console.warranty.urls")),
    path("surveys/", include("quen.console.surveys.urls")),
    path("chats/", include("quen.console.chats.urls")),
    path("tickets/", include("quen.console.tickets.urls")),
    path("outreach/", include("quen.console.outreach.urls")),
    path("outreach/campaigns/", include("quen.console.campaigns.urls")),
    path("loyalty/", include("quen.console.loyalty.urls")),
    path("loyalty/programme/", include("quen.console.programme.urls")),
    path("loyalty/rewards/", include("quen.console.rewards.urls")),
    path("loyalty/vouchers/", include("quen.console.vouchers.urls")),
    path("loyalty/cards/", include("quen.console.cards.urls")),
    path("loyalty/referrals/", include("quen.console.referrals.urls")),
    path("loyalty/draws/", include("quen.console.draws.urls")),
    path("loyalty/books/", include("quen.console.books.urls")),
]
