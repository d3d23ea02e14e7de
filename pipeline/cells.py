r"""Write text into cells of CSV and TSV so that a spreadsheet takes none for a formula.

A cell that begins with ``=``, ``+``, ``-``, ``@``, also in full width as Chinese and
Japanese text has them, a tab, a line feed or a carriage return may be run as a formula
by the program that opens the file
(https://owasp.org/www-community/attacks/CSV_Injection). Such a cell gets an apostrophe
in front. So does one that has apostrophes there already, which makes it reversible:
whoever reads takes one away.
"""

import re
from typing import Final

_SIGNS: Final = r"[=+\-@\t\n\r\uff1d\uff0b\uff0d\uff20]"
_FORMULA: Final = re.compile(rf"'*{_SIGNS}")
_DEFUSED: Final = re.compile(rf"''*{_SIGNS}")


def defuse(cell: str) -> str:
    """Return *cell* so that it is no formula.

    >>> defuse("=1+1"), defuse("'=1+1"), defuse("0012"), defuse("'tis")
    ("'=1+1", "''=1+1", '0012', "'tis")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """Return what was defused to *cell*.

    >>> restore("'=1+1"), restore("''=1+1"), restore("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return cell[1:] if _DEFUSED.match(cell) else cell
