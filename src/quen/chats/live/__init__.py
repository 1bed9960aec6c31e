"""The streams: one small ASGI application, one connection that listens, and everybody who looks at a chat just now."""
