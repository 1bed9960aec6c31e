"""Migrations on an empty database, in a third of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def new_models_drawn_alone() -> Iterator[None]:
    """While it lasts, a model that a migration makes is drawn alone, not anew with all that it leads to.

    Django draws every related model again, so that each knows the new one: with some two hundred models, all of which
    lead to the customer, that is two thirds of the migrations' time. No step that makes a table asks for it; a step
    that alters one has its models drawn as ever. That the schema is the same is shown by tests/cli/test_drawing.py.
    """
    with patch.object(ProjectState, "add_model", _add_model):
        yield


def _add_model(state: ProjectState, model_state: ModelState) -> None:
    """`ProjectState.add_model` of Django 5.2, but for the last line."""
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:  # type: ignore[attr-defined]  # not in the stubs
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model_state])
