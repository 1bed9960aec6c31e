"""What the facts say: the lake, the running of measures, and the summary of every customer."""
