"""The eighth step of the schema: what makes looks evidence. Statements only."""

EIGHTH = """
CREATE TABLE contexts ( -- under which circumstances looks were made; a sealed line names one by its hash
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,   -- of the bytes of 'record'
  since TEXT NOT NULL,           -- UTC, when it first held
  record TEXT NOT NULL           -- canonical JSON
);

DROP TRIGGER custody_is_never_changed;
DROP TRIGGER custody_is_never_deleted;
CREATE TABLE salts ( -- so that the machine's name can be told apart in evidence and not be guessed
  salt BLOB NOT NULL
);
INSERT INTO salts VALUES (randomblob(16));

ALTER TABLE custody ADD COLUMN line TEXT NOT NULL DEFAULT '' /* canonical JSON with the hash of the previous line */;
ALTER TABLE custody ADD COLUMN day TEXT NOT NULL DEFAULT '' /* UTC day on which it was written */;

CREATE TABLE bases ( -- against which bytes the next ones of a target's step are stored as a patch
  target INTEGER NOT NULL REFERENCES targets(id),
  position INTEGER NOT NULL,
  capture INTEGER NOT NULL REFERENCES captures(id),
  PRIMARY KEY (target, position)
) WITHOUT ROWID;

CREATE TABLE seals ( -- the list of hashes of everything that was sealed on a UTC day
  day TEXT PRIMARY KEY,
  sealed_at TEXT NOT NULL,
  sha256 BLOB NOT NULL,          -- of the list
  list BLOB NOT NULL,            -- zstd: text as of sha256sum
  signature TEXT NOT NULL        -- by the operator's SSH key; empty: none
) WITHOUT ROWID;
CREATE TRIGGER seals_are_never_changed BEFORE UPDATE ON seals
  BEGIN SELECT raise(ABORT, 'seals are never changed'); END;
CREATE TRIGGER seals_are_never_deleted BEFORE DELETE ON seals
  BEGIN SELECT raise(ABORT, 'seals are never deleted'); END;

CREATE TABLE stamps ( -- what time-stamping authorities (RFC 3161) were asked, and what they answered
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,         -- what is stamped: day/2026-11-04.sha256, or restamp/ and the year
  sha256 BLOB NOT NULL,          -- of the subject
  authority TEXT NOT NULL,       -- its name in the configuration
  state TEXT NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'answered', 'verified', 'failed', 'given-up')),
  owed_at TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT NOT NULL,
  answered_at TEXT,
  question BLOB,                 -- as sent
  answer BLOB,                   -- the raw answer, kept before anything else is done with it
  stamped_at TEXT,               -- what the token says
  certificates TEXT,             -- PEM, those that the token carries
  not_after TEXT,                -- when the first of them ends
  why TEXT NOT NULL DEFAULT '',  -- of what failed
  UNIQUE (subject, authority)
);
CREATE INDEX stamps_owed ON stamps (next_try_at) WHERE state IN ('owed', 'answered');

CREATE TABLE revocations ( -- lists of revoked certificates, as fetched
  authority TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  url TEXT NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (authority, fetched_at)
) WITHOUT ROWID;

CREATE TABLE publications ( -- where each day's list was made public
  day TEXT NOT NULL,
  way TEXT NOT NULL,             -- its name in the configuration
  state TEXT NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'done', 'given-up')),
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT NOT NULL,
  done_at TEXT,
  why TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (day, way)
) WITHOUT ROWID;

CREATE TABLE witnessed ( -- looks by people: what they handed over and said
  observation INTEGER PRIMARY KEY REFERENCES observed(id),
  received_at TEXT NOT NULL,     -- when this program took it
  author TEXT NOT NULL,          -- a label, not a name
  note TEXT NOT NULL,
  says TEXT NOT NULL CHECK (says IN ('read', 'declared')), -- read: by the probe; declared: by the person
  digest BLOB NOT NULL           -- SHA-256 of the files' hashes: the same ones are not taken twice
);
CREATE TABLE witness_files ( -- what was handed over, without personal metadata unless that was asked for
  observation INTEGER NOT NULL REFERENCES observed(id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,            -- of the file, sanitised
  media_type TEXT NOT NULL,
  capture INTEGER NOT NULL REFERENCES captures(id),
  stripped TEXT NOT NULL,        -- JSON list: metadata that was taken out before sealing
  PRIMARY KEY (observation, position)
) WITHOUT ROWID;

CREATE TABLE imports ( -- looks of others, as they gave them: never sealed as ours, never judged
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,              -- when they were imported
  kind TEXT NOT NULL CHECK (kind IN ('csv', 'bundle')),
  target INTEGER NOT NULL REFERENCES targets(id),
  operator TEXT NOT NULL,        -- who made them
  vantage TEXT NOT NULL,         -- from where
  source TEXT NOT NULL,          -- name of the file or folder
  sha256 BLOB NOT NULL,          -- of the file, or of the bundle's SHA256SUMS
  note TEXT NOT NULL,
  checks TEXT NOT NULL           -- JSON: what was verified of a bundle
);
CREATE TABLE imported_looks ( -- one row for one look of others
  import INTEGER NOT NULL REFERENCES imports(id),
  position INTEGER NOT NULL,
  at TEXT NOT NULL,              -- UTC, as they say
  outcome TEXT NOT NULL,
  slots_count INTEGER,
  quote TEXT NOT NULL,
  language TEXT,
  PRIMARY KEY (import, position)
) WITHOUT ROWID;
CREATE INDEX imports_by_target ON imports (target);
"""

CUSTODY_IS_KEPT = """
CREATE TRIGGER custody_is_never_changed BEFORE UPDATE ON custody
  BEGIN SELECT raise(ABORT, 'the custody log is never changed'); END;
CREATE TRIGGER custody_is_never_deleted BEFORE DELETE ON custody
  BEGIN SELECT raise(ABORT, 'the custody log is never deleted'); END;
"""
"""Again, once the lines that were there before have been written."""
