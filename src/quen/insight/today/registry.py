"""Every reason to look after somebody, in the order in which they are told apart where they are worth the same."""

from quen.insight.today.anniversary import ANNIVERSARY
from quen.insight.today.ask_friend import ASK_FRIEND
from quen.insight.today.ask_promoter import ASK_PROMOTER
from quen.insight.today.birthday import BIRTHDAY
from quen.insight.today.complaint_open import COMPLAINT_OPEN
from quen.insight.today.first_big import FIRST_BIG_PURCHASE
from quen.insight.today.kind import Kind
from quen.insight.today.let_go import LET_GO
from quen.insight.today.new_advocate import NEW_ADVOCATE
from quen.insight.today.points_expire import POINTS_EXPIRE
from quen.insight.today.rated_low import RATED_LOW
from quen.insight.today.rescue import RESCUE
from quen.insight.today.runs_out import RUNS_OUT
from quen.insight.today.tier_at_risk import TIER_AT_RISK
from quen.insight.today.tier_reached import TIER_REACHED
from quen.insight.today.voucher_unused import VOUCHER_UNUSED

KINDS: tuple[Kind, ...] = (
    COMPLAINT_OPEN,
    RATED_LOW,
    FIRST_BIG_PURCHASE,
    NEW_ADVOCATE,
    TIER_REACHED,
    BIRTHDAY,
    ANNIVERSARY,
    VOUCHER_UNUSED,
    POINTS_EXPIRE,
    TIER_AT_RISK,
    RUNS_OUT,
    RESCUE,
    ASK_PROMOTER,
    ASK_FRIEND,
    LET_GO,
)

KIND: dict[str, Kind] = {kind.key: kind for kind in KINDS}
