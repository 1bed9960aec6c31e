"""`quen backtest` and `quen programme` as a person runs them."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from typer.testing import CliRunner, Result

from quen.cli.app import build
from quen.enrolment.draft import draft as keep_draft
from quen.enrolment.launch import launch
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.flows.import_sales import import_sales
from quen.insight.backtest.history import history_of
from quen.insight.lake.reader import lake_reader
from quen.kernel.actor import SYSTEM
from quen.kernel.errors import QuenError
from quen.people.models import Customer, SegmentMembership
from quen.programme import NEW_MEMBER, Line, Programme, Purchase, apply, evaluate, example, load
from quen.programme.replay import Replay
from quen.purchases.models import Purchase as Purchase_
from quen.sales_file import ReadOptions, open_sales
from tests.world import build as build_world

HEADER = "Mã hóa đơn,Ngày,Khách hàng,Chi nhánh,Mã hàng,Nhóm hàng,Số lượng,Thành tiền"
BONUS = "rules: [{key: weekend, name: Cuối tuần, when: {weekdays: [sat, sun]}, give: {multiply: 2}}]\n"


def _quen(*arguments: object, language: str = "vi") -> Result:
    with translation.override(language):
        return CliRunner().invoke(build(), [str(argument) for argument in arguments])


@pytest.fixture
def default(tmp_path: Path) -> Path:
    """The default programme in a file."""
    return _written(tmp_path / "today.yaml", _quen("programme", "example").stdout)


@pytest.fixture
def draft(tmp_path: Path, default: Path) -> Path:
    """The default programme with double points at the weekend."""
    return _written(tmp_path / "draft.yaml", default.read_text("utf-8") + BONUS)


@pytest.fixture
def coffee_shop(tmp_path: Path) -> Path:
    """Lan buys 30,000 and 20,000 (a Saturday), Minh 3,000,000 and takes a third of it back, a stranger 90,000."""
    lines = [
        "HD1,02/01/2026,KH1,Quận 1,CF,Cà phê,1,30000",
        "HD2,03/01/2026,KH1,Quận 1,BANH,Bánh,1,20000",
        "HD3,05/01/2026,KH2,Quận 3,QUA,Quà,3,3000000",
        "HD4,06/01/2026,,Quận 3,CF,Cà phê,3,90000",
        "TH1,07/01/2026,KH2,Quận 3,QUA,Quà,-1,-1000000",
    ]
    return _written(tmp_path / "sales.csv", "\n".join([HEADER, *lines]) + "\n")


@pytest.fixture
def answer() -> Callable[..., dict[str, Any]]:
    """Runs the back-test for its JSON, and takes it for granted that it succeeds."""

    def ask(*arguments: object) -> dict[str, Any]:
        result = _quen("backtest", *arguments, "--json", "-")
        assert result.exit_code == 0, result.stderr
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return ask


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_printed_as_yaml() -> None:
    assert load(_quen("programme", "example").stdout) == example()
    assert load(_quen("programme", "example", "--currency", "gbp").stdout) == example("GBP")


def test_a_programme_is_checked(default: Path, tmp_path: Path) -> None:
    assert "Khách quen" in _quen("programme", "check", default).stdout
    wrong = _written(tmp_path / "wrong.yaml", default.read_text("utf-8") + "rulez: []\n")
    refused = _quen("programme", "check", wrong)
    assert "rulez" in str(refused.exception)


def test_the_coffee_shop_adds_up(answer: Any, default: Path, coffee_shop: Path) -> None:
    found = answer(default, "--sales", coffee_shop)
    assert [found["purchases"], found["members"], found["anonymous_purchases"]] == [3, 2, 1]
    assert [found["points_earned"], found["points_taken_back"], found["points_expired"]] == [305, 100, 0]
    assert [found["points_outstanding"], found["points_redeemed"]] == [205, 0]
    assert [found["cost"], found["liability"], found["revenue"]] == [41_000, 41_000, 3_050_000]
    assert found["members_by_tier"] == {"member": 1, "silver": 1, "gold": 0, "diamond": 0}
    assert found["seconds"] >= found["replay_seconds"] > 0
    assert [example["receipt"] for example in found["examples"]] == ["HD1", "HD2", "HD3"]


def test_the_keys_of_the_answer_are_there_by_name(answer: Any, default: Path, coffee_shop: Path) -> None:
    found = answer(default, "--sales", coffee_shop)
    named = {
        "purchases", "members", "points_earned", "points_expired", "points_outstanding", "cost",
        "members_by_tier", "seconds",
    }  # fmt: skip
    assert named <= set(found)


def test_cost_is_told_as_a_share_of_the_margin_where_it_is_known(
    answer: Any, default: Path, coffee_shop: Path, tmp_path: Path
) -> None:
    assert answer(default, "--sales", coffee_shop)["cost_share_of_margin"] is None
    text = default.read_text("utf-8") + "back_test: {margin_percent: 50}\n"
    found = answer(_written(tmp_path / "margin.yaml", text), "--sales", coffee_shop)
    assert found["cost_share_of_margin"] == pytest.approx(100 * 41_000 / (3_050_000 / 2))


def test_points_expire_within_the_days_asked_for(answer: Any, default: Path, coffee_shop: Path) -> None:
    found = answer(default, "--sales", coffee_shop, "--to", "2027-01-03")
    assert [found["points_expired"], found["points_outstanding"]] == [5, 200]
    assert answer(default, coffee_shop, "--from", "2026-01-03", "--to", "2026-01-04")["points_earned"] == 2


def test_two_programmes_stand_side_by_side(
    answer: Any, draft: Path, default: Path, coffee_shop: Path
) -> None:
    found = answer(draft, "--against", default, "--sales", coffee_shop)
    assert [found["points_earned"], found["against"]["points_earned"]] == [307, 305]
    assert found["points_by_rule"] == {"*base": 305, "weekend": 2}
    assert [found["comparison"][key] for key in ("winners", "losers", "same")] == [1, 0, 1]
    assert found["comparison"]["most_won"] == [{"customer": "KH1", "before": 1_000, "after": 1_400}]
    assert answer(default, "--against", draft, "--sales", coffee_shop)["comparison"]["losers"] == 1


def test_receipts_are_explained_in_both_languages(draft: Path, default: Path, coffee_shop: Path) -> None:
    told = re.sub(
        r"\s+",
        " ",
        _quen("backtest", draft, "--against", default, "--sales", coffee_shop, language="en").stdout,
    )
    assert "HD2, 3 Jan 2026, 20,000 ₫: 4 points" in told
    assert "By the change: 1 to win, 0 to lose, 1 given the same" in told
    assert "Only on Saturday, Sunday; that is tomorrow." in told


def test_several_files_may_follow_one_option(
    answer: Any, default: Path, coffee_shop: Path, tmp_path: Path
) -> None:
    more = _written(tmp_path / "more.csv", f"{HEADER}\nHD9,09/01/2026,KH3,Quận 1,TRA,Trà,1,50000\n")
    for arguments in (
        (default, "--sales", coffee_shop, more),
        ("--sales", coffee_shop, more, default),
        (default, "--sales", coffee_shop, "--sales", more),
    ):
        assert answer(*arguments)["points_earned"] == 310


def test_rules_about_goods_look_at_the_lines(
    answer: Any, default: Path, coffee_shop: Path, tmp_path: Path
) -> None:
    rule = "rules: [{key: coffee, name: Cà phê, when: {categories: [ca phe]}, give: {per_unit: 7}}]\n"
    shop = _written(tmp_path / "coffee.yaml", default.read_text("utf-8") + rule)
    assert answer(shop, "--sales", coffee_shop)["points_by_rule"] == {"*base": 305, "coffee": 7}


def test_json_goes_to_a_file_beside_the_tables(default: Path, coffee_shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    result = _quen("backtest", default, "--sales", coffee_shop, "--json", out)
    assert json.loads(out.read_text("utf-8"))["points_earned"] == 305
    assert "305" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("backtest", "gone.yaml", "--sales", "sales.csv"), "gone.yaml cannot be read"),
        (("backtest", "sales.csv", "--sales", "sales.csv"), "A programme is a list of keys and values"),
        (("backtest", "today.yaml", "--sales", "gone.csv"), "gone.csv"),
        (("backtest", "today.yaml", "--sales", "sales.csv", "--map", "date"), "--map needs FIELD=COLUMN"),
        (("backtest", "today.yaml", "--sales", "sales.csv", "--tz", "Saigon"), "Saigon is no time zone"),
        (("programme", "nonsense"), "quen programme example"),
        (("programme", "example", "--currency", "vdn"), "“vdn”"),
    ],
)
def test_a_wrong_call_is_one_sentence(
    default: Path, coffee_shop: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(default.parent)
    result = _quen(*arguments)
    assert told in str(result.exception)
    assert result.stdout == ""


def test_why_a_file_cannot_be_read_is_said_in_vietnamese(tmp_path: Path) -> None:
    gone = _quen("backtest", tmp_path / "gone.yaml", language="vi")
    assert isinstance(gone.exception, QuenError)
    with translation.override("vi"):
        told = gone.exception.sentence.render(gettext)
    assert told.endswith("gone.yaml: không có tệp hoặc thư mục này.")


def test_a_file_without_known_customers_gives_nothing(answer: Any, default: Path, tmp_path: Path) -> None:
    path = _written(tmp_path / "strangers.csv", f"{HEADER}\nHD9,09/01/2026,,Quận 1,TRA,Trà,1,50000\n")
    found = answer(default, "--sales", path)
    assert [found["purchases"], found["members"], found["points_earned"], found["cost"]] == [0, 0, 0, 0]
    assert found["cost_share_of_revenue"] is None


REGULARS = "rules: [{key: regulars, name: Khách ruột, when: {segments: [regulars]}, give: {multiply: 3}}]\n"


def test_a_file_says_nothing_of_segments_and_the_rule_is_named(
    answer: Any, default: Path, coffee_shop: Path, tmp_path: Path
) -> None:
    asking = _written(tmp_path / "regulars.yaml", default.read_text("utf-8") + REGULARS)
    found = answer(asking, "--sales", coffee_shop)
    assert found["points_by_rule"] == {"*base": 305}
    assert (found["segments_are_todays"], found["silent_rules"]) == (False, ["Khách ruột"])
    assert answer(default, "--sales", coffee_shop)["silent_rules"] == []
    told = re.sub(r"\s+", " ", _quen("backtest", asking, "--sales", coffee_shop, language="en").stdout)
    assert "because the sales do not say what they ask: Khách ruột." in told
    beside = answer(default, "--against", asking, "--sales", coffee_shop)
    assert (beside["silent_rules"], beside["against"]["silent_rules"]) == ([], ["Khách ruột"])
    assert "Segments are taken" not in told


@pytest.mark.django_db
def test_the_shops_own_members_are_in_the_segments_they_are_in_today(
    answer: Any, default: Path, coffee_shop: Path, tmp_path: Path, now: datetime
) -> None:
    build_world()
    import_sales([coffee_shop], options=ReadOptions(), by=SYSTEM)
    catch_up(lake_reader(), until=EVERYTHING)
    asking = _written(tmp_path / "regulars.yaml", default.read_text("utf-8") + REGULARS)
    assert answer(asking)["points_by_rule"] == {"*base": 305}
    buyer = Purchase_.objects.get(receipt="HD3").customer_id
    assert buyer is not None
    assert buyer is not None
    SegmentMembership.objects.create(customer_id=buyer, segment="regulars", entered_at=now)
    found = answer(asking)
    assert found["points_by_rule"] == {"*base": 305, "regulars": 600}
    assert (found["segments_are_todays"], found["silent_rules"]) == (True, [])
    assert "Segments are taken as they stand today" in re.sub(
        r"\s+", " ", _quen("backtest", asking, language="en").stdout
    )


@pytest.mark.django_db
def test_the_shop_knows_its_members_birthdays_and_a_file_does_not(
    answer: Any, default: Path, coffee_shop: Path, tmp_path: Path, now: datetime
) -> None:
    build_world()
    import_sales([coffee_shop], options=ReadOptions(), by=SYSTEM)
    catch_up(lake_reader(), until=EVERYTHING)
    born = "rules: [{key: born, name: Sinh nhật, when: {birthday: {days_before: 2}}, give: {multiply: 2}}]\n"
    asking = _written(tmp_path / "born.yaml", default.read_text("utf-8") + born)
    assert answer(asking, "--sales", coffee_shop)["silent_rules"] == ["Sinh nhật"]
    buyer = Purchase_.objects.get(receipt="HD3").customer_id
    assert buyer is not None
    for day, points in ((date(1990, 1, 7), 300), (date(1990, 1, 8), 0)):
        Customer.objects.filter(pk=buyer).update(birth_date=day)
        found = answer(asking)
        assert (found["points_by_rule"].get("born", 0), found["silent_rules"]) == (points, [])


@pytest.mark.django_db
def test_without_a_shop_the_sales_have_to_be_named(default: Path) -> None:
    assert "--sales FILE" in str(_quen("backtest", default).exception)


@pytest.mark.django_db
def test_the_shops_own_sales_answer_like_their_file(
    answer: Any, draft: Path, default: Path, coffee_shop: Path, now: datetime
) -> None:
    world = build_world()
    import_sales([coffee_shop], options=ReadOptions(), by=SYSTEM)
    catch_up(lake_reader(), until=EVERYTHING)
    coffee = "- {key: coffee, name: Cà phê, when: {categories: [ca phe]}, give: {per_unit: 7}}\n"
    draft.write_text(default.read_text("utf-8") + "rules:\n" + coffee, "utf-8")
    of_file, own = answer(draft, "--sales", coffee_shop), answer(draft)
    told = ("purchases", "members", "revenue", "points_earned", "points_taken_back", "points_by_rule", "cost")
    assert {key: own[key] for key in told} == {key: of_file[key] for key in told}
    assert own["members_by_tier"] == of_file["members_by_tier"]
    assert [example["receipt"] for example in own["examples"]] == ["HD1", "HD2", "HD3"]
    assert "against" not in own

    version = keep_draft(text=default.read_text("utf-8"), by=world.by_mai, at=now)
    launch(number=version.number, by=world.by_mai, at=now)
    beside = answer(draft)
    assert beside["against"]["points_earned"] == 305
    assert [beside["comparison"][key] for key in ("winners", "losers")] == [1, 0]
    assert answer(draft, "--from", "2026-01-03", "--to", "2026-01-04")["purchases"] == 1


def test_uci_is_replayed_to_the_point(answer: Any, default: Path, shared_data: Path) -> None:
    found = answer(default, "--sales", shared_data / "uci_online_retail")
    assert [found["purchases"], found["members"], found["anonymous_purchases"]] == [18_536, 4_339, 2_189]
    assert found["revenue"] == 8_911_407.90
    assert found["points_earned"] > found["points_taken_back"] > 0
    parts = ("points_taken_back", "points_expired", "points_redeemed", "points_outstanding")
    assert found["points_earned"] == sum(found[part] for part in parts)
    assert found["cost"] == found["points_outstanding"] * 2.0
    assert sum(found["members_by_tier"].values()) == 4_339
    assert len(found["examples"]) == 10


def test_before_returns_each_customer_of_uci_has_a_point_for_every_full_step(shared_data: Path) -> None:
    with open_sales([shared_data / "uci_online_retail"]) as sales:
        sales.read()
        history = history_of(sales.connection, date_to=None)
        bought = [sale for sale in history.sales(with_lines=False, by_member=True) if sale.sold_minor is None]
        spent = sales.connection.execute(
            "SELECT sum(amount_minor) FROM purchases WHERE customer IS NOT NULL GROUP BY customer"
        ).fetchall()
    totals = Replay(example(), members=history.members).run(bought, as_of=history.as_of)
    assert totals.points_earned == sum(minor // 10_000 for (minor,) in spent) == 87_005


@pytest.mark.long
def test_complete_journey_is_replayed_line_by_line(
    answer: Any, default: Path, shared_data: Path, tmp_path: Path
) -> None:
    rule = "rules: [{key: milk, name: Sữa, when: {categories: [FLUID MILK PRODUCTS]}, give: {multiply: 3}}]\n"
    shop = _written(tmp_path / "milk.yaml", default.read_text("utf-8") + rule)
    found = answer(shop, "--sales", shared_data / "complete_journey")
    assert [found["purchases"], found["members"]] == [74_891, 2_391]
    assert found["points_by_rule"]["*base"] + found["points_by_rule"]["milk"] == found["points_earned"]
    programme, state, points = load(shop.read_text("utf-8")), NEW_MEMBER, 0
    with open_sales([shared_data / "complete_journey"]) as sales:
        sales.read()
        rows = sales.connection.execute("""
            SELECT purchases."at", purchases.purchase_key, sales_rows.category, sales_rows.amount_minor
            FROM purchases JOIN sales_rows USING (purchase_key)
            WHERE customer = (SELECT min(customer) FROM purchases) AND kind = 'sale'
            ORDER BY purchases."at", purchases.purchase_key, file_no, row_no""").fetchall()
        total = sales.connection.execute(
            "SELECT sum(amount_minor) FROM purchases WHERE customer = (SELECT min(customer) FROM purchases)"
        ).fetchone()
    for key in dict.fromkeys(row[1] for row in rows):
        lines = [Line(amount_minor=row[3], category=row[2] or "") for row in rows if row[1] == key]
        at = next(row[0] for row in rows if row[1] == key)
        outcome = evaluate(programme, state, Purchase(at=at, lines=tuple(lines)))
        state, points = apply(state, outcome), points + outcome.results[0].points
    assert total and points == total[0] // 10_000


def test_every_key_is_in_the_reference(answer: Any, draft: Path, default: Path, coffee_shop: Path) -> None:
    reference = (Path(__file__).parents[2] / "docs" / "reference" / "programme.md").read_text("utf-8")
    named = set(re.findall(r"`([\w.]+)`", reference))
    assert set(answer(draft, "--against", default, "--sales", coffee_shop)) - named == set()
    for field in Programme.model_fields:
        assert any(name.split(".")[0] == field for name in named), field
