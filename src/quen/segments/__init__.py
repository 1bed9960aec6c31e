"""Groups of customers: rules as data, asked of everybody in one query and of one customer by the same words."""
