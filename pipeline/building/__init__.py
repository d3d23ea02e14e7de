"""Build: documents in, the graph and all that belongs to it out."""
