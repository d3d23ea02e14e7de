"""The tables of the index and the statements on them.

``keys`` is what lookups go through: one tree in order of the keys, without row numbers.
Lists of short identifiers stand in one column, divided by blanks.
"""

from typing import Final

SETTINGS: Final = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""

TABLES: Final = """
CREATE TABLE sources (number INTEGER PRIMARY KEY, prefix TEXT, name TEXT, version TEXT,
  licence TEXT, sha256 TEXT, file TEXT, origin TEXT, terms INTEGER, names INTEGER);
CREATE TABLE terms (curie TEXT PRIMARY KEY, label TEXT, kinds TEXT, source INTEGER,
  parents TEXT, xrefs TEXT, is_residual INTEGER, is_obsolete INTEGER, replaced_by TEXT)
  WITHOUT ROWID;
CREATE TABLE names (number INTEGER PRIMARY KEY, curie TEXT, written TEXT, scope INTEGER,
  is_lay INTEGER, is_abbreviation INTEGER, predicate TEXT);
CREATE INDEX names_of ON names (curie);
CREATE TABLE keys (key TEXT, method INTEGER, name INTEGER,
  PRIMARY KEY (key, method, name)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT, name INTEGER, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE denied (key TEXT, object TEXT, wording TEXT, reason TEXT,
  PRIMARY KEY (key, object)) WITHOUT ROWID;
CREATE TABLE groups (key TEXT, object TEXT, PRIMARY KEY (key, object)) WITHOUT ROWID;
CREATE TABLE faults (place TEXT, fault TEXT);
"""

GATHERED: Final = """
CREATE TEMP TABLE gathered_keys (key TEXT, method INTEGER, name INTEGER);
CREATE TEMP TABLE gathered_loose (key TEXT, name INTEGER);
"""

BEGIN: Final = "BEGIN TRANSACTION"
COMMIT: Final = "COMMIT TRANSACTION"
INSERT_SOURCE: Final = "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_TERM: Final = "INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_NAME: Final = "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_KEY: Final = "INSERT INTO temp.gathered_keys VALUES (?, ?, ?)"
INSERT_DENIED: Final = "INSERT INTO denied VALUES (?, ?, ?, ?)"
INSERT_LOOSE: Final = "INSERT INTO temp.gathered_loose VALUES (?, ?)"
INSERT_GROUP: Final = "INSERT INTO groups VALUES (?, ?)"
INSERT_FAULT: Final = "INSERT INTO faults VALUES (?, ?)"
# Sorted by SQLite, on disk where there is much: a tree that is filled in order is
# filled faster, and is the same whatever came first.
_KEYS_IN_ORDER: Final = (
    "INSERT INTO keys SELECT DISTINCT key, method, name FROM temp.gathered_keys"
    " ORDER BY key, method, name"
)
_LOOSE_IN_ORDER: Final = (
    "INSERT INTO loose SELECT DISTINCT key, name FROM temp.gathered_loose"
    " ORDER BY key, name"
)
ORDERED: Final = (_KEYS_IN_ORDER, _LOOSE_IN_ORDER)

SOURCES: Final = """
SELECT prefix, name, version, licence, sha256, file, origin, terms, names
FROM sources ORDER BY number
"""
GROUPS: Final = "SELECT key, object FROM groups ORDER BY key, object"
FAULTS: Final = "SELECT place, fault FROM faults ORDER BY rowid"
DENIED: Final = (
    "SELECT wording, object, reason FROM denied WHERE key = ? ORDER BY object"
)
# A text has at most five keys; one that it has not is asked for as NULL.
FOUND: Final = """
SELECT k.key, k.method, n.written, n.scope, n.is_lay, n.is_abbreviation, n.predicate,
  t.curie, t.label, t.kinds, t.is_residual, s.number, s.name, s.version
FROM keys k JOIN names n ON n.number = k.name JOIN terms t ON t.curie = n.curie
  JOIN sources s ON s.number = t.source
WHERE k.key IN (?, ?, ?, ?, ?)
"""
LOOSE_FORMS: Final = "SELECT DISTINCT key FROM loose"
LOOSE: Final = """
SELECT l.key, 5, n.written, n.scope, n.is_lay, n.is_abbreviation, n.predicate,
  t.curie, t.label, t.kinds, t.is_residual, s.number, s.name, s.version
FROM loose l JOIN names n ON n.number = l.name JOIN terms t ON t.curie = n.curie
  JOIN sources s ON s.number = t.source
WHERE l.key = ?
"""
TERM: Final = """
SELECT t.curie, t.label, t.kinds, s.name, s.version, t.parents, t.xrefs, t.is_residual,
  t.is_obsolete, t.replaced_by
FROM terms t JOIN sources s ON s.number = t.source WHERE t.curie = ?
"""
NAMES: Final = """
SELECT written, scope, is_lay, is_abbreviation FROM names WHERE curie = ?
ORDER BY scope, is_lay, written
"""
ALL_NAMES: Final = """
SELECT n.written, n.curie, t.kinds FROM names n JOIN terms t ON t.curie = n.curie
WHERE n.predicate = '' AND t.kinds <> '' ORDER BY n.curie, n.written
"""
ANCESTORS: Final = "SELECT parents FROM terms WHERE curie = ?"
