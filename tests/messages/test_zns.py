"""Zalo's rules are checked here, before Zalo refuses."""

from datetime import datetime

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.errors import BadTemplate
from quen.messages.templates import Said, make_template, newest_version
from quen.messages.zns import Param, faults_of_template, faults_of_values, params_of, phone_for_zalo
from tests.world import World


def test_a_template_names_its_number_and_its_parameters() -> None:
    params = params_of({"customer_name": "{{ name }}", "note:100": "Cảm ơn"})
    assert params == [Param("customer_name", "{{ name }}", 30), Param("note", "Cảm ơn", 100)]
    assert faults_of_template("286711", params) == []
    faults = faults_of_template("", [Param("Tên", "x"), Param("a", " "), Param("b", "x", 300)])
    assert [fault.facts.get("name", "") for fault in faults] == ["", "Tên", "a", "b"]


@pytest.mark.parametrize(
    ("value", "is_fine"),
    [("Lan", True), ("", False), (" ", False), ("a\nb", False), ("a" * 30, True), ("a" * 31, False)],
)
def test_values_have_their_lengths(value: str, is_fine: bool) -> None:
    assert (faults_of_values([Param("name", "{{ name }}")], {"name": value}) == []) is is_fine


def test_numbers_are_written_as_zalo_wants_them() -> None:
    assert phone_for_zalo("+84912345678") == "84912345678"
    assert phone_for_zalo("+14155550100") is None


def test_a_wrong_zns_template_is_not_kept(shop: World, now: datetime) -> None:
    def make(said: Said) -> None:
        make_template(
            name="Điểm",
            channel=Channel.ZALO,
            purpose=MessagePurpose.TRANSACTIONAL,
            said=said,
            at=now,
            by=SYSTEM,
        )

    with pytest.raises(BadTemplate):
        make(Said(zns_template="abc", zns_params={"name": "{{ name }}"}))
    make(Said(zns_template="286711", zns_params={"name": "{{ name }}", "points": "{{ points }}"}))
    from quen.messages.models import Template

    assert newest_version(Template.objects.get()).needs == ["name", "points"]
