"""Addresses of these pages."""

from django.urls import path

from quen.console.tickets import editing, letters, lists, mailbox, one, promised, routed, together

app_name = "tickets"
urlpatterns = [
    path("", lists.index, name="index"),
    path("count/", lists.count, name="count"),
    path("customers/<int:customer_id>/", lists.of_customer, name="of_customer"),
    path("new/", editing.new, name="new"),
    path("mailbox/", mailbox.show, name="mailbox"),
    path("mailbox/change/", mailbox.change, name="change_mailbox"),
    path("mailbox/hook/", mailbox.new_hook, name="new_hook"),
    path("promises/", promised.show, name="promises"),
    path("promises/hours/", promised.hours, name="hours"),
    path("promises/targets/", promised.target, name="target"),
    path("promises/days/", promised.day, name="day"),
    path("promises/days/<str:day>/forget/", promised.forget_day, name="forget_day"),
    path("routing/", routed.show, name="routing"),
    path("routing/new/", routed.edit, name="new_rule"),
    path("routing/capacity/", routed.capacity, name="capacity"),
    path("routing/<int:rule_id>/", routed.edit, name="rule"),
    path("routing/<int:rule_id>/change/", routed.change, name="change_rule"),
    path("<int:ticket_id>/", one.show, name="show"),
    path("<int:ticket_id>/beside/", one.next_to_it, name="beside"),
    path("<int:ticket_id>/answer/", one.say, name="answer"),
    path("<int:ticket_id>/files/<int:file_id>/", letters.file, name="file"),
    path("<int:ticket_id>/answers/<int:entry_id>/again/", letters.again, name="send_again"),
    path("<int:ticket_id>/here/", together.who_is_here, name="here"),
    path("<int:ticket_id>/sleep/", together.sleep, name="sleep"),
    path("<int:ticket_id>/merge/", together.join, name="merge"),
    path("<int:ticket_id>/unmerge/", together.part, name="unmerge"),
    path("<int:ticket_id>/link/", together.tie, name="link"),
    path("<int:ticket_id>/entries/<int:entry_id>/split/", together.take_out, name="split"),
    path("<int:ticket_id>/note/", one.jot, name="note"),
    path("<int:ticket_id>/heard/", one.hear, name="heard"),
    path("<int:ticket_id>/assign/", one.give, name="assign"),
    path("<int:ticket_id>/classify/", one.sort, name="classify"),
    path("<int:ticket_id>/customer/", one.name_her, name="customer"),
    path("<int:ticket_id>/solve/", one.settle, name="solve"),
    path("<int:ticket_id>/reopen/", one.again, name="reopen"),
]
