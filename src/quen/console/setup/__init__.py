"""The first page of a fresh installation: name the business and its owner."""
