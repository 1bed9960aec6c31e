"""One customer or two: compare, merge, tell apart, undo."""

import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.insight.models import CustomerSummary
from quen.people.models import Customer, LikelyDuplicate, Merge, NotDuplicate
from tests.world import World

Shop = dict[str, Customer]


def compare(shop: Shop) -> str:
    return reverse("console:people:merge", args=[shop["lan"].pk, shop["hoa"].pk])


def test_both_are_shown_side_by_side_and_what_differs_is_marked(mai: Client, shop: Shop) -> None:
    Customer.objects.filter(pk=shop["lan"].pk).update(area="Quận 1")
    page = mai.get(compare(shop)).content.decode()
    assert "Nguyễn Thị Lan" in page and "Lê Thị Hoa" in page
    assert "600.000" in page and "50.000" in page
    assert page.count("is-different") == 2  # name and area; the birth date is known of one only


def test_merging_asks_twice(mai: Client, shop: Shop) -> None:
    page = mai.post(compare(shop), {"keep": shop["lan"].pk}, follow=True).content.decode()
    assert "Chưa gộp gì." in page and "data-ask=" in page
    assert not Merge.objects.exists()


def test_merged_numbers_stand_at_once_and_the_undo_parts_them_again(mai: Client, shop: Shop) -> None:
    lan, hoa = shop["lan"], shop["hoa"]
    answer = mai.post(compare(shop), {"keep": lan.pk, "compared": "yes"})
    assert answer.headers["Location"] == reverse("console:people:show", args=[lan.pk])
    summary = CustomerSummary.objects.get(customer=lan)
    assert (summary.purchases, summary.revenue_minor) == (7, 650_000)
    assert not CustomerSummary.objects.filter(customer=hoa).exists()
    page = mai.get(answer.headers["Location"]).content.decode()
    undo = re.search(r'<form class="undo" method="post" action="([^"]+)"', page)
    assert undo and "Lê Thị Hoa" in page
    mai.post(undo[1])
    assert [CustomerSummary.objects.get(customer=one).purchases for one in (lan, hoa)] == [6, 1]


def test_the_other_one_can_be_kept(mai: Client, shop: Shop) -> None:
    mai.post(compare(shop), {"keep": shop["hoa"].pk, "compared": "yes"})
    shop["lan"].refresh_from_db()
    assert shop["lan"].root == shop["hoa"]


def test_once_merged_there_is_nothing_to_compare(mai: Client, shop: Shop) -> None:
    mai.post(compare(shop), {"keep": shop["lan"].pk, "compared": "yes"})
    answer = mai.get(compare(shop))
    assert answer.headers["Location"] == reverse("console:people:show", args=[shop["lan"].pk])


def test_told_apart_they_are_not_proposed_again(mai: Client, shop: Shop) -> None:
    lan, hoa = shop["lan"], shop["hoa"]
    LikelyDuplicate.objects.create(first=lan, second=hoa, score=80, reasons=[], found_at=timezone.now())
    mai.post(reverse("console:people:tell_apart", args=[hoa.pk, lan.pk]))
    assert NotDuplicate.objects.filter(first=lan, second=hoa).exists()
    assert not LikelyDuplicate.objects.exists()


def test_a_marketer_edits_but_does_not_merge(marketer: Client, shop: Shop) -> None:
    assert marketer.post(compare(shop), {"keep": shop["lan"].pk, "compared": "yes"}).status_code == 403
    assert not Merge.objects.exists()


def test_an_undone_merge_cannot_be_undone_twice(mai: Client, world: World, shop: Shop) -> None:
    mai.post(compare(shop), {"keep": shop["lan"].pk, "compared": "yes"})
    undo = reverse("console:people:undo_merge", args=[Merge.objects.get().pk])
    mai.post(undo)
    page = mai.post(undo, follow=True).content.decode()
    assert "note-danger" in page
