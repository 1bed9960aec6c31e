"""Who is a member, since when, by which version of the programme, and the counters the programme keeps of her."""
