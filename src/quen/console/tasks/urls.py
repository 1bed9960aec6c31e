"""Addresses of these pages."""

from django.urls import path

from quen.console.tasks import calling, editing, lists, many, one, reminding

app_name = "tasks"
urlpatterns = [
    path("", lists.index, name="index"),
    path("count/", lists.count, name="count"),
    path("customers/<int:customer_id>/", lists.of_customer, name="of_customer"),
    path("new/", editing.new, name="new"),
    path("reminders/", reminding.show, name="reminders"),
    path("reminders/notices/", reminding.ask, name="push"),
    path("reminders/notices/end/", reminding.end, name="push_end"),
    path("worker.js", reminding.worker, name="worker"),
    path("many/", many.new, name="many"),
    path("calls/", calling.show, name="calls"),
    path("calls/next/", calling.take, name="take"),
    path("calls/leave/", calling.leave, name="leave"),
    path("calls/<int:task_id>/", calling.answer, name="answer"),
    path("<int:task_id>/", one.show, name="show"),
    path("<int:task_id>/done/", one.done, name="done"),
    path("<int:task_id>/later/", one.later, name="later"),
    path("<int:task_id>/cancel/", one.drop, name="cancel"),
    path("<int:task_id>/undo/", one.back, name="undo"),
    path("<int:task_id>/assign/", one.give, name="assign"),
]
