"""Mai changes a journey in the form: what she writes is what its file says."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quen.console.journeys import holding
from quen.console.journeys.part_form import PartForm
from quen.console.journeys.rules_form import RULES, RulesForm, TargetForm
from quen.console.journeys.step_forms import STEPS
from quen.console.journeys.trigger_forms import TRIGGERS
from quen.journeys.draft import draft_of, seen_of
from quen.journeys.edit import Values, step_at, with_step
from quen.journeys.expect import Ahead, ahead, lift_on_any_day
from quen.journeys.models import Journey, JourneyDraft
from quen.journeys.plan import Plan
from quen.journeys.reads import newest, plan_of
from quen.journeys.ready import add_ready_made, ready_made
from quen.journeys.yaml_text import dump, from_values, to_values
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.journeys.test_journeys import at, text
from tests.journeys.travel import THANKS, buys, journey_of
from tests.world import World

WAIT: Values = {"do": "wait", "days": 3}
ASKED: Values = {
    "do": "condition", "happened": {"event": "purchase.recorded", "where": [
        {"fact": "amount_minor", "compare": "at_least", "value": 1_000_000}]}, "yes": [THANKS],
}  # fmt: skip


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def sent_as_shown(form: PartForm) -> dict[str, Any]:
    """What a browser would send of the form as it is drawn."""
    shown = {}
    for field in form:
        value = field.value()
        if value is not None and value is not False and value != []:
            value = "on" if value is True else value
            shown[field.html_name] = (
                [str(each) for each in value] if isinstance(value, list | tuple) else str(value)
            )
    return shown


def again(form: type[PartForm], told: Values) -> Values:
    sent = form(sent_as_shown(form(told=told)), told=told)
    assert sent.is_valid(), sent.errors
    return sent.values()


@pytest.mark.parametrize("key", sorted(ready_made("vi")))
def test_every_ready_made_journey_comes_out_of_its_forms_as_it_went_in(shop: World, key: str) -> None:
    values = to_values(ready_made("vi")[key])
    changed = dict(values)
    for path, place in from_values(values).places.items():
        step = step_at(values, path)
        if "rule" not in step:
            kind = "happened" if "happened" in step else place.step.do
            changed = with_step(changed, path, again(STEPS[kind][1], step))
    changed["triggers"] = [again(TRIGGERS[each["on"]][1], each) for each in values["triggers"]]
    changed |= again(RulesForm, values)
    if "goal" in values:
        changed["goal"] = again(TargetForm, values["goal"])
    assert dump(from_values(changed)) == dump(ready_made("vi")[key])
    assert set(RULES) <= changed.keys()


def seen(journey: Journey) -> str:
    return seen_of(draft_of(journey))


def test_a_step_is_changed_and_nobody_gets_it_before_it_is_saved(mai: Client, shop: World) -> None:
    journey = journey_of(WAIT, THANKS, at=timezone.now())
    page = text(mai.get(at("edit", journey.pk)))
    assert "Chờ 3 ngày" in page and "Chưa thay đổi gì" in page
    assert 'value="3"' in text(mai.get(at("step", journey.pk, "1")))
    answer = mai.post(at("step", journey.pk, "1"), {"seen": seen(journey), "days": "5"})
    assert answer.headers["Location"] == at("edit", journey.pk)
    assert "Chờ 5 ngày" in text(mai.get(at("edit", journey.pk)))
    assert step_at(newest(journey).values, "1")["days"] == 3
    mai.post(at("end", journey.pk), {"to": "save"})
    journey.refresh_from_db()
    assert (journey.version, JourneyDraft.objects.count()) == (2, 0)
    assert "days: 5" in text(mai.get(at("download", journey.pk)))
    assert "Chờ 3 ngày" in text(mai.get(at("show", journey.pk), {"version": "1"}))


def test_a_channel_that_is_none_is_said_at_its_field(mai: Client) -> None:
    journey = journey_of(THANKS, at=timezone.now(), is_on=False)
    sent = {
        "seen": seen(journey),
        "channel_1": "abc",
        "language_1": "vi",
        "body_1": "Chào",
        "valid_days": "3",
    }
    answer = mai.post(at("step", journey.pk, "1"), sent)
    assert (answer.status_code, JourneyDraft.objects.count()) == (422, 0)
    assert 'id="id_channel_1_error"' in answer.content.decode()


def test_a_mistake_is_said_at_its_field_and_nothing_is_kept(mai: Client) -> None:
    journey = journey_of(WAIT, ASKED, at=timezone.now(), is_on=False)
    answer = mai.post(at("step", journey.pk, "1"), {"seen": seen(journey), "days": "500"})
    assert answer.status_code == 422
    assert 'id="id_days_error"' in answer.content.decode()
    answer = mai.post(at("step", journey.pk, "1"), {"seen": seen(journey)})
    assert answer.status_code == 422 and "note-danger" in answer.content.decode()
    sent = {"seen": seen(journey), "event": "purchase.recorded", "fact_1": "amount_minor", "value_1": ""}
    assert 'id="id_value_1_error"' in mai.post(at("step", journey.pk, "2"), sent).content.decode()
    bad = {
        "seen": seen(journey),
        "channel_1": "email",
        "language_1": "vi",
        "body_1": "Chào {{ dear",
        "valid_days": "3",
    }
    answer = mai.post(at("step", journey.pk, "2.yes.1"), bad)
    assert answer.status_code == 422 and 'id="id_body_1_error"' in answer.content.decode()
    assert not JourneyDraft.objects.exists()


def test_steps_are_added_moved_and_taken_away_also_within_a_way(mai: Client) -> None:
    journey = journey_of(WAIT, ASKED, at=timezone.now(), is_on=False)

    def does(verb: str) -> str:
        return text(mai.post(at("change", journey.pk), {"seen": seen(journey), "do": verb}, follow=True))

    mai.post(
        f"{at('new_step', journey.pk)}?in=2.yes.&kind=tag", {"seen": seen(journey), "add": "quay lại, vui"}
    )
    mai.post(f"{at('new_step', journey.pk)}?in=2.no.&kind=exit", {"seen": seen(journey), "why": "Thôi"})
    does("up:2.yes.2")
    does("down:1")
    values = draft_of(journey).values
    assert [each["do"] for each in values["steps"]] == ["condition", "wait"]
    assert [each["do"] for each in values["steps"][0]["yes"]] == ["tag", "message"]
    assert values["steps"][0]["yes"][0]["add"] == ["quay lại", "vui"]
    assert values["steps"][0]["no"] == [{"do": "exit", "why": "Thôi"}]
    does("remove:1")
    assert draft_of(journey).values["steps"] == [WAIT]
    assert "steps" in does("remove:1"), "a journey without a step is refused with a sentence"
    assert draft_of(journey).values["steps"] == [WAIT]
    mai.post(at("end", journey.pk), {"to": "drop"})
    assert draft_of(journey).values["steps"] == newest(journey).values["steps"]


def test_what_begins_it_the_goal_and_the_rules_are_changed(mai: Client) -> None:
    journey = journey_of(WAIT, at=timezone.now(), is_on=False)
    mai.post(f"{at('trigger', journey.pk, 2)}?kind=date", {
        "seen": seen(journey), "date": "birthday", "days": "-3", "hour": "9"})  # fmt: skip
    mai.post(at("goal", journey.pk), {"seen": seen(journey), "event": "purchase.recorded", "leaves": "on"})
    page = text(mai.get(at("rules", journey.pk)))
    assert "Giữ lại đối chứng" in page
    sent = {
        "seen": seen(journey), "name": "Tên mới", "purpose": "marketing", "again": "after", "reentry_days": "30",
        "holdout_percent": "20", "proof_days": "30", "stale_days": "2", "most_an_hour": "500",
    }  # fmt: skip
    mai.post(at("rules", journey.pk), sent)
    mai.post(at("end", journey.pk), {"to": "save"})
    journey.refresh_from_db()
    plan = plan_of(newest(journey))
    assert (journey.name, plan.reentry_days, plan.holdout_percent, plan.most_an_hour) == (
        "Tên mới",
        30,
        20,
        500,
    )
    assert plan.goal is not None and plan.goal.event == "purchase.recorded"
    assert [each.on for each in plan.triggers] == ["event", "date"]
    wrong = mai.post(at("rules", journey.pk), {**sent, "seen": seen(journey), "purpose": "transactional"})
    assert 'id="id_holdout_percent_error"' in wrong.content.decode()


def test_whom_it_is_for_and_which_way_one_goes_are_rules_of_segments(mai: Client) -> None:
    journey = journey_of(WAIT, at=timezone.now(), is_on=False)
    member = {"node": ["r:group", "r.0:member"], "r-how": "all", "r.0-member": "yes"}
    mai.post(at("who", journey.pk), {"seen": seen(journey), **member})
    assert draft_of(journey).values["who"] == {"all": [{"condition": "member", "member": "yes"}]}
    mai.post(at("rule_of", journey.pk, "2"), {"seen": seen(journey), **member})
    assert draft_of(journey).values["steps"][1] == {
        "do": "condition", "rule": {"all": [{"condition": "member", "member": "yes"}]}
    }  # fmt: skip
    assert mai.post(at("who", journey.pk), {"seen": seen(journey), "node": "r:group"}).status_code == 422
    mai.post(at("change", journey.pk), {"seen": seen(journey), "do": "unwho"})
    assert "who" not in draft_of(journey).values


def test_what_another_has_changed_meanwhile_is_not_overwritten(mai: Client) -> None:
    journey = journey_of(WAIT, at=timezone.now(), is_on=False)
    before = seen(journey)
    mai.post(at("step", journey.pk, "1"), {"seen": before, "days": "5"})
    answer = mai.post(at("step", journey.pk, "1"), {"seen": before, "days": "7"})
    assert answer.status_code == 422 and "đã thay đổi hành trình này" in answer.content.decode()
    assert draft_of(journey).values["steps"][0]["days"] == 5
    mai.post(at("file", journey.pk), {"text": dump(plan_of(newest(journey))).replace("days: 3", "days: 9")})
    page = text(mai.post(at("end", journey.pk), {"to": "save"}, follow=True))
    assert "Một phiên bản khác đã được lưu" in page
    assert Journey.objects.get().version == 2


def test_strange_addresses_are_refused(mai: Client) -> None:
    journey = journey_of(WAIT, at=timezone.now(), is_on=False)
    assert mai.get(at("step", journey.pk, "9.yes.1"), follow=True).redirect_chain[-1][0] == at(
        "edit", journey.pk
    )
    assert mai.get(f"{at('new_step', journey.pk)}?kind=dance").status_code == 404
    assert mai.get(f"{at('trigger', journey.pk, 7)}?kind=event").status_code == 404
    assert mai.post(at("change", journey.pk), {"do": "burn:1"}).status_code == 404


def test_the_pages_ask_few_questions(mai: Client) -> None:
    made = add_ready_made(key="complementary", language="vi", at=timezone.now(), by=SYSTEM)
    for address in (at("edit", made.pk), at("step", made.pk, "2"), at("rules", made.pk)):
        mai.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert mai.get(address).status_code == 200
        assert len(asked) <= 12, [each["sql"][:80] for each in asked]


@pytest.fixture
def regulars(shop: World) -> None:
    """Four hundred bought once; every fourth of them again within thirty days."""
    now = timezone.now()
    people = Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(400))
    for number, each in enumerate(people):
        buys(each, now - timedelta(days=200))
        if number % 4 == 0:
            buys(each, now - timedelta(days=180))


def live_words(mai: Client, journey: Journey, **other: str) -> str:
    usual = {
        "purpose": "marketing", "again": "never", "stale_days": "2", "most_an_hour": "1000", "proof_days": "30",
        "holdout_percent": "50", "wanted_points": "25",
    }  # fmt: skip
    return text(mai.get(at("holdout", journey.pk), usual | other))


@pytest.mark.usefixtures("regulars")
def test_the_rules_say_live_what_a_holdout_shows_and_a_button_takes_the_proposal_over(mai: Client) -> None:
    journey = journey_of(WAIT, at=timezone.now(), is_on=False)
    assert at("holdout", journey.pk) in text(mai.get(at("rules", journey.pk)))
    lift = lift_on_any_day(400, holdout_percent=50, rate=0.25) or 0
    words = live_words(mai, journey)
    assert "Với 400 khách một năm, trong đó 25,0% vốn đã mua trong 30 ngày" in words
    assert f"mức tăng từ {100 * lift:.1f} điểm".replace(".", ",") in words
    proposed = re.search(r"giữ lại (\d+)%: phần nhỏ nhất", words)
    assert proposed is not None and f'"take": "{proposed[1]}"' in words
    share = int(proposed[1])
    enough, short = (lift_on_any_day(400, holdout_percent=n, rate=0.25) or 1 for n in (share, share - 1))
    assert enough <= 0.25 < short
    taken = live_words(mai, journey, take=proposed[1])
    field = re.search(r"<input[^>]*id=\"id_holdout_percent\"[^>]*>", taken)
    assert field is not None and f'value="{share}"' in field[0] and 'hx-swap-oob="true"' in field[0]
    assert '"take"' not in taken and "id_holdout_percent" not in words.replace("#id_holdout_percent", "")
    assert not JourneyDraft.objects.exists()


@pytest.mark.usefixtures("regulars")
def test_a_dry_run_goes_along_with_the_form_until_something_changes_that_it_hangs_on(
    mai: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = journey_of(WAIT, at=timezone.now(), is_on=False)
    runs: list[int] = []

    def counted(plan: Plan, **asked: Any) -> Ahead:
        runs.append(plan.proof_days)
        return ahead(plan, **asked)

    monkeypatch.setattr(holding, "ahead", counted)
    carried = re.search(r'id="id_carried" value="([^"]+)"', live_words(mai, journey))
    assert carried is not None
    assert "400 khách" in live_words(mai, journey, carried=carried[1], holdout_percent="10")
    assert runs == [30]
    assert "trong 10 ngày" in live_words(mai, journey, carried=carried[1], proof_days="10")
    assert "400 khách" in live_words(mai, journey, carried=carried[1].swapcase())
    assert runs == [30, 10, 30]


def test_where_nothing_can_be_said_of_a_holdout_the_form_says_why(mai: Client) -> None:
    journey = journey_of(WAIT, at=timezone.now(), is_on=False)
    assert "Hãy ghi số nguyên" in live_words(mai, journey, proof_days="")
    assert "Việc riêng của khách thì không giữ lại với ai" in live_words(
        mai, journey, purpose="transactional"
    )
    assert "Không giữ lại ai" in live_words(mai, journey, holdout_percent="0")
