"""Another system reads which segments there are, and who is in them."""

from quen.kernel.actor import SYSTEM
from quen.segments.due import keep_in_step
from quen.segments.save import make_segment
from tests.api.cast import till
from tests.segments.shop import NOW, TODAY, build_shop, know_everybody, rule


def test_segments_are_listed_and_stand_at_their_customers(db: None) -> None:
    shop = build_shop()
    know_everybody()
    has_tag = rule({"condition": "tag", "tag": "VIP"})
    make_segment(name="Khách VIP", rule=has_tag, by=SYSTEM, at=NOW)
    make_segment(name="Riêng của ai đó", rule=has_tag, is_shared=False, by=SYSTEM, at=NOW)
    keep_in_step(today=TODAY, at=NOW)
    counter = till()
    assert counter.get("/segments").json()["data"] == [
        {"key": "khach-vip", "name": "Khách VIP", "kind": "rule", "is_ready_made": False, "is_kept": True, "version": 1,
         "customers": 1}
    ]  # fmt: skip
    assert counter.get(f"/customers/{shop.lan.pk}").json()["segments"] == []
    assert "khach-vip" in counter.get(f"/customers/{shop.hoa.pk}").json()["segments"]
