"""Campaigns: one word to many, some held out, so that its effect can be told from chance."""
