"""How the proof of a yes begins whose owner followed the link sent to her address: by this the guard knows it."""

CONFIRMED = "Confirmed by the link sent to "
