"""The story, for systems that would rather ask than be told."""
