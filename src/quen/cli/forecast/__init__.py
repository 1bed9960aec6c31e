"""`quen forecast`: from sales files to what each customer will do next, without a database."""
