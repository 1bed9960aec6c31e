"""Every reason to look after somebody, in the order in which they are told apart where they are worth the same."""

from quen.insight.today.birthday import BIRTHDAY
from quen.insight.today.first_big import FIRST_BIG_PURCHASE
from quen.insight.today.kind import Kind
from quen.insight.today.let_go import LET_GO
from quen.insight.today.points_expire import POINTS_EXPIRE
from quen.insight.today.rescue import RESCUE

KINDS: tuple[Kind, ...] = (FIRST_BIG_PURCHASE, BIRTHDAY, POINTS_EXPIRE, RESCUE, LET_GO)

KIND: dict[str, Kind] = {kind.key: kind for kind in KINDS}
