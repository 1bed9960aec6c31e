"""Every condition there is, in the order in which they are offered. A new one is one line here."""

from quen.segments.conditions.bought import (
    AverageSpent,
    Bought,
    FirstBought,
    LastBought,
    SilentFor,
    Spent,
)
from quen.segments.conditions.bought_there import BoughtThere
from quen.segments.conditions.care import HasTask, Written
from quen.segments.conditions.consent import Agrees
from quen.segments.conditions.forecast import (
    ExpectedPurchases,
    ExpectedSpending,
    LifetimeValue,
    NextVisit,
    Overdue,
    StillActive,
)
from quen.segments.conditions.identity import (
    CameFrom,
    HasBirthday,
    HasTag,
    IsInternal,
    KnownBy,
    LivesIn,
    OfAge,
    OfGender,
    OfKind,
    SpeaksLanguage,
)
from quen.segments.conditions.listening import Answered, HadTicket, HasTicket, LatestNps, LeftUnanswered
from quen.segments.conditions.loyalty import (
    HasPoints,
    HasVoucher,
    InTier,
    IsMember,
    MemberSince,
    PointsExpire,
)
from quen.segments.conditions.next_goods import MayLike, RunsOutOf
from quen.segments.conditions.standing import FirstWasBig, InRfm, InStage, InValueBand, OfPart
from quen.segments.conditions.story import Happened, InSegment
from quen.segments.conditions.touched import OF_MERGES
from quen.segments.conditions.unsubscribed import HasUnsubscribed
from quen.segments.rules import Condition

CONDITIONS: tuple[type[Condition], ...] = (
    Bought,
    Spent,
    AverageSpent,
    FirstBought,
    LastBought,
    SilentFor,
    BoughtThere,
    InStage,
    InValueBand,
    InRfm,
    FirstWasBig,
    OfPart,
    IsMember,
    MemberSince,
    InTier,
    HasPoints,
    PointsExpire,
    HasVoucher,
    KnownBy,
    OfGender,
    OfAge,
    HasBirthday,
    LivesIn,
    HasTag,
    OfKind,
    SpeaksLanguage,
    CameFrom,
    IsInternal,
    Agrees,
    StillActive,
    Overdue,
    NextVisit,
    ExpectedPurchases,
    ExpectedSpending,
    LifetimeValue,
    MayLike,
    RunsOutOf,
    Written,
    HasUnsubscribed,
    HasTask,
    LatestNps,
    Answered,
    LeftUnanswered,
    HasTicket,
    HadTicket,
    Happened,
    InSegment,
)

KNOWN: dict[str, type[Condition]] = {condition.key: condition for condition in CONDITIONS}

TOUCHING: frozenset[str] = OF_MERGES.union(*(condition.touched_by for condition in CONDITIONS))
"""Every kind of event after which some condition may have another answer."""

ASKED_IN_PLACE: frozenset[str] = (
    Written.touched_by.union(
        HasUnsubscribed.touched_by,
        HasTask.touched_by,
        LatestNps.touched_by,
        LeftUnanswered.touched_by,
        HasTicket.touched_by,
    )
    - OF_MERGES
)
"""Kinds of events that change no profile: what they change is asked of other rooms' tables."""
