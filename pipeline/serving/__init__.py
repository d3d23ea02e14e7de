"""Serve a build over HTTP: an endpoint for questions, and pages to read.

The endpoint speaks the SPARQL 1.1 Protocol
(https://www.w3.org/TR/sparql11-protocol/) and only reads.
"""
