"""Addresses of the member's pages, below /m/."""

from django.urls import path

from quen.member import (
    ask,
    draws,
    gifts,
    heard,
    inbox,
    join,
    own_data,
    pushed,
    pwa,
    rated,
    surveys,
    tablet,
    views,
)
from quen.member.chat import views as chat_window

app_name = "member"
urlpatterns = [
    path("", views.card, name="card"),
    path("c/<str:token>/", views.open_card, name="open"),
    path("forget/", views.forget_card, name="forget"),
    path("consents/", views.consent, name="consent"),
    path("data/", own_data.own_data, name="own_data"),
    path("data/file/", own_data.file, name="own_data_file"),
    path("data/erasure/", own_data.ask, name="own_data_erasure"),
    path("data/erasure/taking-back/", own_data.stay, name="own_data_stay"),
    path("rewards/<int:reward_id>/claims/", gifts.claim, name="claim"),
    path("claims/<int:claim_id>/cancellation/", gifts.cancel, name="cancel"),
    path("draws/", draws.draws, name="draws"),
    path("draws/recompute.py", draws.recompute, name="draw_recompute"),
    path("draws/<int:draw_id>/", draws.draw, name="draw"),
    path("draws/<int:draw_id>/entries/", draws.enter, name="enter"),
    path("draws/<int:draw_id>/entries.csv", draws.entries, name="draw_entries"),
    path("draws/<int:draw_id>/proof.json", draws.proof, name="draw_proof"),
    path("messages/", inbox.inbox, name="inbox"),
    path("push/", pushed.ask, name="push"),
    path("push/end/", pushed.end, name="push_end"),
    path("help/", heard.ask_for_help, name="help"),
    path("help/<int:ticket_id>/", heard.one, name="help_one"),
    path("rate/<str:token>/", rated.rate_ticket, name="rate"),
    path("chat/look/", chat_window.look, name="chat_look"),
    path("chat/begin/", chat_window.begin, name="chat_begin"),
    path("ask/", ask.ask, name="ask"),
    path("surveys/", surveys.take, name="take_survey"),
    path("s/<str:token>/", surveys.survey, name="survey"),
    path("at/<str:token>/", tablet.first, name="tablet"),
    path("at/<str:token>/<str:rest>/", tablet.more, name="tablet_more"),
    path("join/", join.join, name="join"),
    path("join/<int:store_code>/", join.join, name="join_store"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("worker.js", pwa.worker, name="worker"),
    path("icon-<int:size>.png", pwa.icon, name="icon"),
]
