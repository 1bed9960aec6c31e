"""Reports: each a page with its finding, its chart, the table behind it, its definition, and both for the taking."""
