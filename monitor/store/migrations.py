"""The schema's history: append-only migrations, each one function, run by sqlite-utils in one transaction each.

Comments inside the statements stay in the file (``.schema`` and Datasette show them): they are the data dictionary.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from monitor.store.schema import MIGRATION_SET

migrations = Migrations(MIGRATION_SET)

_FIRST = """
CREATE TABLE configurations ( -- every configuration that was in force, without secrets
  id INTEGER PRIMARY KEY,
  since TEXT NOT NULL,           -- UTC
  sha256 TEXT NOT NULL,          -- of the text in 'effective'
  program TEXT NOT NULL,         -- slotwatch version
  effective TEXT NOT NULL        -- JSON, defaults applied
);

CREATE TABLE targets ( -- public pages and flows that are, or were, watched
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,     -- the id in the configuration
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  probe TEXT NOT NULL,
  office TEXT NOT NULL,
  procedure TEXT NOT NULL,
  territory TEXT NOT NULL,
  tags TEXT NOT NULL,            -- JSON list
  timezone TEXT NOT NULL,        -- its days are counted in this zone
  every_seconds INTEGER NOT NULL,
  expect_language TEXT NOT NULL, -- JSON list, most wanted first
  added_at TEXT NOT NULL,
  retired_at TEXT                -- when it left the configuration; its history stays
);

CREATE TABLE vantages ( -- where and by whom it was observed
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('machine', 'person'))
);

CREATE TABLE texts ( -- every distinct message a target ever showed, as quoted
  id INTEGER PRIMARY KEY,
  target INTEGER NOT NULL REFERENCES targets(id),
  text TEXT NOT NULL,
  language TEXT,                 -- of the message itself, not of the page; NULL: undetermined
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  looks INTEGER NOT NULL
);
CREATE UNIQUE INDEX texts_by_words ON texts (target, text, ifnull(language, ''));

CREATE TABLE captures ( -- exact bytes, each content stored once
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,   -- of the bytes before compression
  bytes INTEGER NOT NULL,        -- their number
  encoding TEXT NOT NULL,        -- 'zstd'
  content BLOB NOT NULL
);

CREATE TABLE observations ( -- one row for one look; never changed, never deleted
  id INTEGER PRIMARY KEY,        -- the order in which looks were stored
  uuid BLOB NOT NULL UNIQUE,     -- 16 bytes
  target INTEGER NOT NULL REFERENCES targets(id),
  sequence INTEGER NOT NULL,     -- 0, 1, 2 ... of this target and vantage, without gaps
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  configuration INTEGER NOT NULL REFERENCES configurations(id),
  kind TEXT NOT NULL CHECK (kind IN ('anchored', 'extra')), -- only anchored looks count in shares
  due_at TEXT,                   -- when the schedule wanted it; NULL for extra looks
  started_at TEXT NOT NULL,      -- UTC
  milliseconds INTEGER NOT NULL, -- how long the look took
  simulated INTEGER NOT NULL,    -- 1: the time is not real (demo, tests)
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  conclusive INTEGER NOT NULL,   -- 1: it answers whether an appointment could be booked, for the whole horizon
  text INTEGER REFERENCES texts(id), -- the words that prove it
  rule TEXT NOT NULL,            -- which rule of the probe matched
  probe TEXT NOT NULL,           -- probe and version
  page_language TEXT,            -- what the page declares for itself
  slots_count INTEGER,
  slots_earliest TEXT,           -- UTC time, or a local date
  window_first TEXT,             -- first and last local day of what the statement speaks of; NULL: not limited
  window_last TEXT,
  sealed_line TEXT NOT NULL      -- canonical JSON with the hash of the previous line: the evidence
);
CREATE UNIQUE INDEX observations_by_target ON observations (target, vantage, sequence);
CREATE TRIGGER observations_are_never_changed BEFORE UPDATE ON observations
  BEGIN SELECT raise(ABORT, 'observations are never changed'); END;
CREATE TRIGGER observations_are_never_deleted BEFORE DELETE ON observations
  BEGIN SELECT raise(ABORT, 'observations are never deleted'); END;

CREATE TABLE exchanges ( -- the requests of one look, in order, and what came back
  observation INTEGER NOT NULL REFERENCES observations(id),
  position INTEGER NOT NULL,
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  status INTEGER,                -- NULL: no status line came
  peer TEXT NOT NULL,            -- address and port that answered
  tls TEXT NOT NULL,             -- version; empty for plain HTTP
  certificates INTEGER REFERENCES captures(id), -- DER, leaf first, one after the other
  request INTEGER NOT NULL REFERENCES captures(id),  -- exact bytes sent
  response INTEGER REFERENCES captures(id),          -- exact bytes received; NULL: none
  fault TEXT NOT NULL,           -- why it ended early; empty: complete
  PRIMARY KEY (observation, position)
) WITHOUT ROWID;

CREATE TABLE statements ( -- what offices say about their own releases
  observation INTEGER NOT NULL REFERENCES observations(id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  says_when TEXT,
  PRIMARY KEY (observation, position)
) WITHOUT ROWID;

CREATE TABLE spells ( -- runs of looks with the same outcome and words; a fold over observations
  id INTEGER PRIMARY KEY,
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  outcome TEXT NOT NULL,
  text INTEGER REFERENCES texts(id),
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  looks INTEGER NOT NULL,
  anchored INTEGER NOT NULL,
  largest_gap_seconds REAL NOT NULL -- between two consecutive looks of the run
);
CREATE INDEX spells_by_target ON spells (target, vantage, id);

CREATE TABLE quarter_hours ( -- looks per quarter of an hour, so that any zone's days can be counted
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  starts_at TEXT NOT NULL,       -- UTC, to the minute
  outcome TEXT NOT NULL,
  anchored INTEGER NOT NULL,
  extra INTEGER NOT NULL,
  PRIMARY KEY (target, vantage, starts_at, outcome)
) WITHOUT ROWID;

CREATE TABLE days ( -- looks per day of the target's own zone
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  day TEXT NOT NULL,             -- local day
  outcome TEXT NOT NULL,
  anchored INTEGER NOT NULL,
  extra INTEGER NOT NULL,
  PRIMARY KEY (target, vantage, day, outcome)
) WITHOUT ROWID;

CREATE TABLE standings ( -- where each target stands now; a fold over observations
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  sequence INTEGER NOT NULL,     -- number of observations
  last_line_sha256 TEXT NOT NULL,
  anchored INTEGER NOT NULL,
  conclusive INTEGER NOT NULL,   -- conclusive anchored looks
  first_at TEXT,
  last_at TEXT,
  last_conclusive_at TEXT,
  last_slot_at TEXT,
  largest_hole_seconds REAL NOT NULL, -- between two consecutive conclusive looks
  PRIMARY KEY (target, vantage)
) WITHOUT ROWID;

CREATE TABLE faults ( -- our own faults: never the site's
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  target INTEGER REFERENCES targets(id),
  summary TEXT NOT NULL,
  details TEXT NOT NULL
);

CREATE TABLE due_times ( -- when each target is looked at next; survives restarts
  target INTEGER PRIMARY KEY REFERENCES targets(id),
  next_due_at TEXT NOT NULL
);

CREATE TABLE hosts ( -- who is talking to a host right now, and when the next look may begin
  host TEXT PRIMARY KEY,
  holder TEXT NOT NULL,          -- process; empty: free
  held_until TEXT NOT NULL,
  free_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIEW looks AS -- observations in words
SELECT o.id, t.slug AS target, v.name AS vantage, o.started_at, o.kind, o.outcome, o.reason, x.text AS quote,
  x.language AS quote_language, o.page_language, o.conclusive, o.slots_count, o.slots_earliest, o.window_first,
  o.window_last, o.probe, o.rule, o.milliseconds, o.simulated, lower(hex(o.uuid)) AS uuid
FROM observations o JOIN targets t ON t.id = o.target JOIN vantages v ON v.id = o.vantage
LEFT JOIN texts x ON x.id = o.text;

CREATE VIEW runs AS -- spells in words
SELECT s.id, t.slug AS target, v.name AS vantage, s.outcome, x.text AS quote, x.language AS quote_language,
  s.first_at, s.last_at, s.looks, s.anchored, s.largest_gap_seconds
FROM spells s JOIN targets t ON t.id = s.target JOIN vantages v ON v.id = s.vantage LEFT JOIN texts x ON x.id = s.text;
"""


_SECOND = """
ALTER TABLE observations ADD COLUMN window_label TEXT /* day, week, month or period, its days not named */;
ALTER TABLE observations ADD COLUMN language_by TEXT /* what determined the language: rule, or an engine */;
DROP VIEW looks;
CREATE VIEW looks AS -- observations in words
SELECT o.id, t.slug AS target, v.name AS vantage, o.started_at, o.kind, o.outcome, o.reason, x.text AS quote,
  x.language AS quote_language, o.language_by, o.page_language, o.conclusive, o.slots_count, o.slots_earliest,
  o.window_first, o.window_last, o.window_label, o.probe, o.rule, o.milliseconds, o.simulated,
  lower(hex(o.uuid)) AS uuid
FROM observations o JOIN targets t ON t.id = o.target JOIN vantages v ON v.id = o.vantage
LEFT JOIN texts x ON x.id = o.text;
"""
"""A comment of an added column is written between slashes: SQLite puts the closing bracket on the same line."""


_THIRD = """
CREATE TABLE annotations ( -- what was said of an observation later; the observation itself stays as it was
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,     -- 16 bytes
  observation INTEGER NOT NULL REFERENCES observations(id),
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  sequence INTEGER NOT NULL,     -- its place in the chain of sealed lines that it shares with the observations
  kind TEXT NOT NULL CHECK (kind IN ('annotated', 'retracted')), -- retracted: the reading was wrong
  at TEXT NOT NULL,              -- UTC
  author TEXT NOT NULL,
  why TEXT NOT NULL,
  sealed_line TEXT NOT NULL      -- canonical JSON with the hash of the previous line
);
CREATE UNIQUE INDEX annotations_by_target ON annotations (target, vantage, sequence);
CREATE INDEX annotations_by_observation ON annotations (observation);
CREATE TRIGGER annotations_are_never_changed BEFORE UPDATE ON annotations
  BEGIN SELECT raise(ABORT, 'annotations are never changed'); END;
CREATE TRIGGER annotations_are_never_deleted BEFORE DELETE ON annotations
  BEGIN SELECT raise(ABORT, 'annotations are never deleted'); END;
DROP VIEW looks;
CREATE VIEW looks AS -- observations in words, with what was said of them later
SELECT o.id, t.slug AS target, v.name AS vantage, o.started_at, o.kind, o.outcome, o.reason, x.text AS quote,
  x.language AS quote_language, o.language_by, o.page_language, o.conclusive, o.slots_count, o.slots_earliest,
  o.window_first, o.window_last, o.window_label, o.probe, o.rule, o.milliseconds, o.simulated,
  lower(hex(o.uuid)) AS uuid,
  (SELECT group_concat(a.kind || ': ' || a.why, ' | ') FROM annotations a WHERE a.observation = o.id) AS annotations
FROM observations o JOIN targets t ON t.id = o.target JOIN vantages v ON v.id = o.vantage
LEFT JOIN texts x ON x.id = o.text;
"""


def _run(db: Database, script: str) -> None:
    """Run statements one by one: ``executescript`` would commit the migration's transaction."""
    import sqlite3

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""
    assert not statement.strip(), "a statement of a migration is incomplete"


@migrations()
def m001_first(db: Database) -> None:
    """Everything a look needs: what was seen, the exact bytes, and what follows from it."""
    _run(db, _FIRST)


@migrations()
def m002_unnamed_days_and_language(db: Database) -> None:
    """Statements about days that the page does not name, and what determined a language."""
    _run(db, _SECOND)


@migrations()
def m003_annotations(db: Database) -> None:
    """What is said of a reading later, in the same chain of sealed lines."""
    _run(db, _THIRD)
