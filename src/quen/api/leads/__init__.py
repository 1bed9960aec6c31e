"""Leads, as a form, a page or an advertisement of another system brings them."""
