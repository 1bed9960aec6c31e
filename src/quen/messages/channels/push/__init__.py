"""Push notices: to the phones and browsers on which a member asked for them."""
