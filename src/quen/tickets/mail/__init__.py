"""E-mail that comes in: read safely, told from machines' answers, put to its ticket."""
