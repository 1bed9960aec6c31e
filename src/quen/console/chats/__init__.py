"""Pages of live chat: who waits, one chat, and its settings."""
