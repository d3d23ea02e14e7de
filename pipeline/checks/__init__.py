"""Checks: what in the documents or the graph a person should look at."""
