"""Lists of customers someone wants to see again."""

import pytest

from quen.people.errors import BadView, NoSuchView, ViewNameTaken
from quen.people.models import SavedView
from quen.people.save_view import delete_view, save_view, views_of
from tests.world import World


def test_mai_sees_her_own_views_first_then_what_is_shared(world: World) -> None:
    save_view(staff=world.tu, name="A của Tú", query="q=tu", is_shared=True)
    save_view(staff=world.tu, name="Riêng của Tú", query="q=x")
    save_view(staff=world.mai, name=" Khách  quen ", query="stage=loyal", is_shared=True)
    assert [view.name for view in views_of(world.mai)] == ["Khách quen", "A của Tú"]


def test_a_name_is_used_once_by_each(world: World) -> None:
    save_view(staff=world.mai, name="Khách quen", query="stage=loyal")
    save_view(staff=world.tu, name="Khách quen", query="stage=loyal")
    with pytest.raises(ViewNameTaken, match="called Khách quen already"):
        save_view(staff=world.mai, name="Khách quen", query="stage=new")
    assert SavedView.objects.get(staff=world.mai).query == "stage=loyal"


def test_only_ones_own_view_can_be_deleted(world: World) -> None:
    view = save_view(staff=world.mai, name="Khách quen", query="stage=loyal")
    with pytest.raises(NoSuchView):
        delete_view(staff=world.tu, view=view.pk)
    gone = delete_view(staff=world.mai, view=view.pk)
    assert (gone.name, gone.query) == ("Khách quen", "stage=loyal")
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(("name", "query"), [("", "q=1"), ("x" * 81, "q=1"), ("tốt", "q" * 1001)])
def test_a_view_needs_a_name_and_a_query_of_sensible_size(world: World, name: str, query: str) -> None:
    with pytest.raises(BadView):
        save_view(staff=world.mai, name=name, query=query)
