"""The liability book: what the shop owes in points and money, what is expected never to be spent, and the journal."""
