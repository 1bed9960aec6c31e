"""What a member may look forward to, for her and for whoever answers her."""

from datetime import date

from quen.enrolment.models import Member
from quen.enrolment.state_of import state_of
from quen.people.models import Customer, SegmentMembership
from quen.programme import Programme
from quen.programme.ahead import Ahead, ahead


def ahead_of(member: Member, customer: Customer, *, programme: Programme, day: date) -> tuple[Ahead, ...]:
    """Every rule of hers with how far it is, and her punch cards. One query where a rule asks for segments."""
    asks = any(rule.when.segments for rule in programme.rules)
    held = (
        SegmentMembership.objects.filter(customer=customer.pk).values_list("segment", flat=True)
        if asks
        else ()
    )
    state = state_of(member, programme=programme, birthday=customer.birth_date, segments=frozenset(held))
    return ahead(programme=programme, state=state, day=day)
