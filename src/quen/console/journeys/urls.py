"""Addresses of these pages."""

from django.urls import path

from quen.console.journeys import (
    as_file,
    beginning,
    dry_run,
    editing,
    holding,
    lists,
    one,
    parts,
    ready,
    result,
    rule_part,
)

app_name = "journeys"
urlpatterns = [
    path("", lists.index, name="index"),
    path("ready-made/", ready.ready, name="ready"),
    path("new/", beginning.new, name="new"),
    path("new/file/", as_file.new, name="new_file"),
    path("<int:journey_id>/", one.show, name="show"),
    path("<int:journey_id>/switch/", one.switch, name="switch"),
    path("<int:journey_id>/stuck/", one.try_again, name="try_again"),
    path("<int:journey_id>/customers/", one.customers, name="customers"),
    path("<int:journey_id>/dry-run/", dry_run.show, name="dry_run"),
    path("<int:journey_id>/result/", result.prove, name="prove"),
    path("<int:journey_id>/ahead/", result.look_ahead, name="look_ahead"),
    path("<int:journey_id>/edit/", editing.show, name="edit"),
    path("<int:journey_id>/edit/change/", editing.change, name="change"),
    path("<int:journey_id>/edit/end/", editing.end, name="end"),
    path("<int:journey_id>/edit/rules/", parts.rules, name="rules"),
    path("<int:journey_id>/edit/holdout/", holding.seen, name="holdout"),
    path("<int:journey_id>/edit/goal/", parts.goal, name="goal"),
    path("<int:journey_id>/edit/who/", rule_part.who, name="who"),
    path("<int:journey_id>/edit/triggers/<int:number>/", parts.trigger, name="trigger"),
    path("<int:journey_id>/edit/steps/", parts.new_step, name="new_step"),
    path("<int:journey_id>/edit/steps/<str:path>/", parts.step, name="step"),
    path("<int:journey_id>/edit/steps/<str:path>/rule/", rule_part.of_step, name="rule_of"),
    path("<int:journey_id>/file/", as_file.edit, name="file"),
    path("<int:journey_id>/journey.yaml", as_file.download, name="download"),
]
