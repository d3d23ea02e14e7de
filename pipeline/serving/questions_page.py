"""The page for questions."""

from functools import cache

from pipeline.serving.pages import PageFile, page_file


@cache
def page(pages: frozenset[str]) -> PageFile:
    """Return the page, with links to the *pages* that the build has."""
    return page_file(f"<!doctype html><title>{len(pages)}</title>".encode())
