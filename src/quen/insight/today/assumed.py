"""What the expected gain of a line assumes until the shop has measured its own (`measured.py`).

Each figure is the share of customers who do what is hoped for because somebody looked after them, and would not have
done it otherwise. They are cautious guesses, written on the page and in docs/explanation/today.md; they order the list.
"""

FIRST_BIG = 0.05
"""Of those thanked for a first big purchase, so many buy for as much once more."""

ADVOCATE = 0.10
"""Of advocates thanked, so many bring another friend who buys as much as the last."""

CONGRATULATED = 0.03
"""So much of a customer's year more, for having been congratulated."""

REMINDED = 0.15
"""Of those reminded, so many come for one of their usual purchases."""

WON_BACK = 0.10
"""Of regulars called on the day they are overdue, so many come back for a year; fewer the longer they are silent."""

RECOVERED = 0.15
"""Of customers who complained or gave a low score, so many stay for a year because somebody spoke to them."""

ASKED = 0.05
"""Of members asked for a friend, so many bring one who is worth a year like theirs."""

AT_THE_TILL = 0.2
"""The share of a gain that is left where the customer can only be spoken to when she comes by herself."""

CONTACT_SHARE = 0.05
"""What looking after one person costs, as a share of an average purchase, until the owner has said it."""

YEAR_MINOR = """(s.revenue_minor::numeric * 365
    / greatest(365, (s.last_at AT TIME ZONE %(zone)s)::date - (s.first_at AT TIME ZONE %(zone)s)::date))"""
"""What a customer spends in a year at her own pace, never blown up from less than a year (measures/lapsed.py)."""

USUAL_MINOR = "(s.revenue_minor::numeric / greatest(s.purchases, 1))"
"""What one of her purchases comes to on average."""
