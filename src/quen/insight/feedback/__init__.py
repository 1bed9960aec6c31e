"""What the answers of surveys say together: scores with intervals, by time, place, people and kinds of customers."""
