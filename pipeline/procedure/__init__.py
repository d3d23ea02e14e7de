"""Find the one procedure that a page is about, by the name the page gives it.

The title names it, else a heading of an operative note, else the sentence that defines
it. A page about a disease, about several things or about none has no procedure.
"""

from pipeline.procedure.finding import find
from pipeline.procedure.subject import is_medical

__all__ = ["find", "is_medical"]
