"""Addresses of these pages."""

from django.urls import path

from quen.console.outreach import channels, of_customer, sent, suppressions, texts

app_name = "outreach"
urlpatterns = [
    path("", sent.index, name="index"),
    path("messages/<int:message_id>/", sent.show, name="message"),
    path("messages/<int:message_id>/again/", sent.again, name="again"),
    path("messages/<int:message_id>/stop/", sent.stop, name="stop"),
    path("templates/", texts.index, name="templates"),
    path("templates/new/<str:channel>/", texts.new, name="new_template"),
    path("templates/<int:template_id>/", texts.edit, name="template"),
    path("templates/<int:template_id>/switch/", texts.switch, name="switch_template"),
    path("channels/", channels.index, name="channels"),
    path("channels/rules/", channels.rules, name="rules"),
    path("channels/<str:channel>/", channels.edit, name="channel"),
    path("channels/<str:channel>/pause/", channels.pause, name="pause_channel"),
    path("customers/<int:customer_id>/", of_customer.of_customer, name="of_customer"),
    path("customers/<int:customer_id>/wishes/", of_customer.keep_wishes, name="keep_wishes"),
    path("suppressions/", suppressions.index, name="suppressions"),
    path("suppressions/<int:suppression_id>/free/", suppressions.let_go, name="free"),
    path("do-not-call/", suppressions.do_not_call, name="do_not_call"),
]
