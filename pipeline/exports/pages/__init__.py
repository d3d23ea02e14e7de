"""What all pages share: their look, and how one is put together.

A page stands alone: its look, its program and its data are in it, and by its own policy
it fetches nothing and runs nothing else.
"""

from pipeline.exports.pages.page import Page, asset, escaped, policy, render

__all__ = ["Page", "asset", "escaped", "policy", "render"]
