"""The console's pages of outreach: what was sent and why not, the texts, the channels."""
