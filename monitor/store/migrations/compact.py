"""The seventh step of the schema: the same looks in less than half the room. Statements only.

Most looks repeat an earlier answer: it is stored once. Times are whole microseconds here and become text in the views.
Sealed lines stand beside the observations, so that those of past days can be packed.
"""

_MOMENT = "strftime('%Y-%m-%dT%H:%M:%S', {0} / 1000000, 'unixepoch') || printf('.%06dZ', {0} % 1000000)"
_MICROSECONDS = "(CAST(strftime('%s', substr({0}, 1, 19)) AS INTEGER) * 1000000 + CAST(substr({0}, 21, 6) AS INTEGER))"
"""Without its fraction, which SQLite rounds to milliseconds: the last half of one would become the next second."""

_LOOKS_VIEW = """
CREATE VIEW looks AS -- observations in words, with what was said of them later
SELECT o.id, t.slug AS target, v.name AS vantage, o.started_at, o.kind, o.outcome, o.reason, x.text AS quote,
  x.language AS quote_language, o.language_by, o.page_language, o.conclusive, o.slots_count, o.slots_earliest,
  o.dates_within_month, o.window_first, o.window_last, o.window_label, o.probe, o.rule, o.milliseconds, o.simulated,
  lower(hex(o.uuid)) AS uuid,
  (SELECT group_concat(a.kind || ': ' || a.why, ' | ') FROM annotations a WHERE a.observation = o.id) AS annotations
FROM observations o JOIN targets t ON t.id = o.target JOIN vantages v ON v.id = o.vantage
LEFT JOIN texts x ON x.id = o.text;
"""

SEVENTH = f"""
DROP VIEW looks;
DROP TABLE days;
DROP TABLE quarter_hours;

CREATE TABLE readings ( -- every distinct answer that looks gave; the view 'observations' joins it to them
  id INTEGER PRIMARY KEY,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  conclusive INTEGER NOT NULL,   -- 1: it answers whether an appointment could be booked, for the whole horizon
  text INTEGER REFERENCES texts(id), -- the words that prove it
  rule TEXT NOT NULL,            -- which rule of the probe matched
  probe TEXT NOT NULL,           -- probe and version
  page_language TEXT,            -- what the page declares for itself
  language_by TEXT,              -- what determined the language: rule, or an engine
  window_first TEXT,             -- first and last local day of what the statement speaks of; NULL: not limited
  window_last TEXT,
  window_label TEXT,             -- day, week, month or period, its days not named
  dates_within_month INTEGER     -- local days with a slot within 31 days: 0, 1, 2 for two and more; NULL: not known
);
CREATE INDEX readings_by_words ON readings (text, reason);
INSERT INTO readings (outcome, reason, conclusive, text, rule, probe, page_language, language_by, window_first,
    window_last, window_label)
  SELECT DISTINCT outcome, reason, conclusive, text, rule, probe, page_language, language_by, window_first,
    window_last, window_label FROM observations ORDER BY id;

CREATE TABLE observed ( -- one row for one look; never changed, never deleted; 'observations' shows it with its answer
  id INTEGER PRIMARY KEY,        -- the order in which looks were stored
  uuid BLOB NOT NULL,            -- 16 bytes
  target INTEGER NOT NULL REFERENCES targets(id),
  sequence INTEGER NOT NULL,     -- 0, 1, 2 ... of this target and vantage, without gaps but for annotations
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  configuration INTEGER NOT NULL REFERENCES configurations(id),
  anchored INTEGER NOT NULL,     -- 1: of the regular schedule, counts in shares; 0: extra
  late INTEGER,                  -- microseconds after the time at which the schedule wanted it; NULL for extra looks
  started INTEGER NOT NULL,      -- microseconds since 1970 began, UTC
  milliseconds INTEGER NOT NULL, -- how long the look took
  simulated INTEGER NOT NULL,    -- 1: the time is not real (demo, tests)
  reading INTEGER NOT NULL REFERENCES readings(id),
  slots_count INTEGER,
  slots_earliest TEXT,           -- UTC time, or a local date
  clock_step_seconds REAL        -- by how much the clock was set since the last look
);
INSERT INTO observed
  SELECT o.id, o.uuid, o.target, o.sequence, o.vantage, o.configuration, o.kind = 'anchored',
    {_MICROSECONDS.format("o.started_at")} - {_MICROSECONDS.format("o.due_at")},
    {_MICROSECONDS.format("o.started_at")}, o.milliseconds, o.simulated, r.id, o.slots_count, o.slots_earliest,
    o.clock_step_seconds
  FROM observations o JOIN readings r ON r.text IS o.text AND r.reason = o.reason AND r.outcome = o.outcome
    AND r.conclusive = o.conclusive AND r.rule = o.rule AND r.probe = o.probe AND r.page_language IS o.page_language
    AND r.language_by IS o.language_by AND r.window_first IS o.window_first AND r.window_last IS o.window_last
    AND r.window_label IS o.window_label
  ORDER BY o.id;
CREATE UNIQUE INDEX observed_by_target ON observed (target, vantage, sequence);
CREATE INDEX observed_by_uuid ON observed (substr(uuid, 1, 4));
DROP TRIGGER observations_are_never_changed;
DROP TRIGGER observations_are_never_deleted;
CREATE TRIGGER readings_are_never_changed BEFORE UPDATE ON readings
  BEGIN SELECT raise(ABORT, 'observations are never changed'); END;
CREATE TRIGGER readings_are_never_deleted BEFORE DELETE ON readings
  BEGIN SELECT raise(ABORT, 'observations are never deleted'); END;
CREATE TRIGGER observations_are_never_changed BEFORE UPDATE ON observed
  BEGIN SELECT raise(ABORT, 'observations are never changed'); END;
CREATE TRIGGER observations_are_never_deleted BEFORE DELETE ON observed
  BEGIN SELECT raise(ABORT, 'observations are never deleted'); END;

CREATE TABLE lines ( -- sealed lines of days that are not packed yet: the evidence
  id INTEGER PRIMARY KEY,        -- a table of rows, not of keys: they fit better
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  sequence INTEGER NOT NULL,
  day TEXT NOT NULL,             -- UTC day on which it was written, never before that of the line before it
  line TEXT NOT NULL             -- canonical JSON with the hash of the previous line
);
CREATE UNIQUE INDEX lines_by_chain ON lines (target, vantage, sequence);
INSERT INTO lines (target, vantage, sequence, day, line)
  SELECT target, vantage, sequence, max(substr(at, 1, 10)) OVER (PARTITION BY target, vantage ORDER BY sequence), line
  FROM (
    SELECT target, vantage, sequence, started_at AS at, sealed_line AS line FROM observations
    UNION ALL SELECT target, vantage, sequence, at, sealed_line FROM annotations
  ) ORDER BY target, vantage, sequence;
CREATE TABLE packed_lines ( -- the sealed lines of one past day of one target and vantage, compressed
  id INTEGER PRIMARY KEY,        -- a table of rows, not of keys: what is larger than a quarter of a page fits better
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  day TEXT NOT NULL,             -- UTC
  first INTEGER NOT NULL,        -- sequence of its first and of its last line
  last INTEGER NOT NULL,
  sha256 BLOB NOT NULL,          -- of the day's file: the lines one after the other
  size INTEGER NOT NULL,         -- of the day's file, in bytes
  previous BLOB NOT NULL,        -- SHA-256 of the line before the first
  short INTEGER NOT NULL,        -- 1: what other tables hold is left out of the lines as well (see monitor.store.lines)
  content BLOB NOT NULL          -- zstd, the hashes of previous lines left out: they follow from the lines
);
CREATE UNIQUE INDEX packed_lines_by_day ON packed_lines (target, vantage, day);
CREATE TRIGGER lines_are_never_changed BEFORE UPDATE ON lines
  BEGIN SELECT raise(ABORT, 'sealed lines are never changed'); END;
CREATE TRIGGER lines_are_packed_not_deleted BEFORE DELETE ON lines WHEN NOT EXISTS (
    SELECT 1 FROM packed_lines p WHERE p.target = old.target AND p.vantage = old.vantage AND p.day = old.day
      AND old.sequence BETWEEN p.first AND p.last)
  BEGIN SELECT raise(ABORT, 'sealed lines are never deleted'); END;
CREATE TRIGGER packed_lines_are_never_changed BEFORE UPDATE ON packed_lines
  BEGIN SELECT raise(ABORT, 'sealed lines are never changed'); END;
CREATE TRIGGER packed_lines_are_never_deleted BEFORE DELETE ON packed_lines
  BEGIN SELECT raise(ABORT, 'sealed lines are never deleted'); END;

DROP INDEX captures_pruned;
ALTER TABLE captures RENAME TO captures_before;
CREATE TABLE captures ( -- exact bytes, each content stored once
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL,          -- of the bytes before compression
  bytes INTEGER NOT NULL,        -- their number
  encoding TEXT NOT NULL CHECK (encoding IN ('zstd', 'patch', 'pruned')), -- pruned: only the hash is left
  base INTEGER REFERENCES captures(id), -- of a patch: what 'zstd -d --patch-from' needs
  content BLOB NOT NULL
);
INSERT INTO captures SELECT id, from_hex(sha256), bytes, encoding, NULL, content FROM captures_before ORDER BY id;
CREATE INDEX captures_by_hash ON captures (substr(sha256, 1, 6));
CREATE INDEX captures_pruned ON captures (id) WHERE encoding = 'pruned';
CREATE INDEX captures_by_base ON captures (base) WHERE base IS NOT NULL;

CREATE TABLE routes ( -- every distinct way that a request and its answer went
  id INTEGER PRIMARY KEY,
  method TEXT NOT NULL,
  url TEXT NOT NULL,
  status INTEGER,                -- NULL: no status line came
  peer TEXT NOT NULL,            -- address and port that answered
  tls TEXT NOT NULL,             -- version; empty for plain HTTP
  certificates INTEGER REFERENCES captures(id), -- DER, leaf first, one after the other
  fault TEXT NOT NULL            -- why it ended early; empty: complete
);
INSERT INTO routes (method, url, status, peer, tls, certificates, fault)
  SELECT DISTINCT method, url, status, peer, tls, certificates, fault FROM exchanges;
CREATE INDEX routes_by_url ON routes (url, status);
CREATE TABLE exchanged ( -- the requests of one look, in order, and what came back; 'exchanges' shows them
  observation INTEGER NOT NULL REFERENCES observed(id),
  position INTEGER NOT NULL,
  route INTEGER NOT NULL REFERENCES routes(id),
  request INTEGER NOT NULL REFERENCES captures(id),  -- exact bytes sent
  response INTEGER REFERENCES captures(id),          -- exact bytes received; NULL: none
  PRIMARY KEY (observation, position)
) WITHOUT ROWID;
INSERT INTO exchanged
  SELECT e.observation, e.position, r.id, e.request, e.response FROM exchanges e JOIN routes r ON r.url = e.url
    AND r.status IS e.status AND r.method = e.method AND r.peer = e.peer AND r.tls = e.tls
    AND r.certificates IS e.certificates AND r.fault = e.fault
  ORDER BY e.observation, e.position;

ALTER TABLE statements RENAME TO statements_before;
CREATE TABLE statements ( -- what offices say about their own releases
  observation INTEGER NOT NULL REFERENCES observed(id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  says_when TEXT,
  PRIMARY KEY (observation, position)
) WITHOUT ROWID;
INSERT INTO statements SELECT * FROM statements_before;
ALTER TABLE annotations RENAME TO annotations_before;
CREATE TABLE annotations ( -- what was said of an observation later; the observation itself stays as it was
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,     -- 16 bytes
  observation INTEGER NOT NULL REFERENCES observed(id),
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  sequence INTEGER NOT NULL,     -- its place in the chain of sealed lines that it shares with the observations
  kind TEXT NOT NULL CHECK (kind IN ('annotated', 'retracted')), -- retracted: the reading was wrong
  at TEXT NOT NULL,              -- UTC
  author TEXT NOT NULL,
  why TEXT NOT NULL
);
INSERT INTO annotations
  SELECT id, uuid, observation, target, vantage, sequence, kind, at, author, why FROM annotations_before;
ALTER TABLE events RENAME TO events_before;
CREATE TABLE events ( -- what happened once: slots appeared or gone, new words, a captcha ...; a fold, can be rebuilt
  id INTEGER PRIMARY KEY,
  target INTEGER NOT NULL REFERENCES targets(id),
  class TEXT NOT NULL CHECK (class IN ('machine', 'people')),
  observation INTEGER NOT NULL REFERENCES observed(id),
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL          -- JSON
);
INSERT INTO events SELECT * FROM events_before;
DROP TABLE exchanges;
DROP TABLE statements_before;
DROP TABLE annotations_before;
DROP TABLE events_before;
DROP TABLE captures_before;
DROP TABLE observations;
CREATE UNIQUE INDEX annotations_by_target ON annotations (target, vantage, sequence);
CREATE INDEX annotations_by_observation ON annotations (observation);
CREATE TRIGGER annotations_are_never_changed BEFORE UPDATE ON annotations
  BEGIN SELECT raise(ABORT, 'annotations are never changed'); END;
CREATE TRIGGER annotations_are_never_deleted BEFORE DELETE ON annotations
  BEGIN SELECT raise(ABORT, 'annotations are never deleted'); END;
CREATE INDEX events_by_target ON events (target, id);

CREATE VIEW observations AS -- looks as stored, each with its answer
SELECT o.id, o.uuid, o.target, o.sequence, o.vantage, o.configuration,
  iif(o.anchored, 'anchored', 'extra') AS kind,
  {_MOMENT.format("(o.started - o.late)")} AS due_at,
  {_MOMENT.format("o.started")} AS started_at,
  o.milliseconds, o.simulated, r.outcome, r.reason, r.conclusive, r.text, r.rule, r.probe, r.page_language,
  r.language_by, o.slots_count, o.slots_earliest, r.dates_within_month, r.window_first, r.window_last, r.window_label,
  o.clock_step_seconds
FROM observed o CROSS JOIN readings r ON r.id = o.reading;
{_LOOKS_VIEW}
CREATE VIEW exchanges AS -- what was asked and what came, with the way it went
SELECT e.observation, e.position, r.method, r.url, r.status, r.peer, r.tls, r.certificates, e.request, e.response,
  r.fault
FROM exchanged e CROSS JOIN routes r ON r.id = e.route;

CREATE TABLE days ( -- looks per day of the target's own zone, by answer; a fold over observations
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  day TEXT NOT NULL,             -- local day
  reason TEXT NOT NULL,
  outcome TEXT NOT NULL,         -- of the reason
  anchored INTEGER NOT NULL,
  extra INTEGER NOT NULL,
  conclusive INTEGER NOT NULL,   -- of the anchored looks; of all looks where people look
  PRIMARY KEY (target, vantage, day, reason)
) WITHOUT ROWID;
CREATE TABLE day_totals ( -- what else is known of a target's local day; a fold over observations
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  day TEXT NOT NULL,             -- local day
  first_conclusive_at TEXT,      -- first and last conclusive look, anchored or extra
  last_conclusive_at TEXT,
  largest_gap_seconds REAL NOT NULL, -- between consecutive conclusive looks, the later one on this day
  scheduled_seconds REAL NOT NULL, -- scheduled time from the conclusive look before to each one of this day
  observed_seconds REAL NOT NULL, -- the part of it that was covered by looks at the usual spacing
  two_dates INTEGER NOT NULL,    -- anchored looks with slots: two and more days with slots within 31 days
  one_date INTEGER NOT NULL,     -- one such day
  later_dates INTEGER NOT NULL,  -- only later days
  PRIMARY KEY (target, vantage, day)
) WITHOUT ROWID;
CREATE TABLE quarter_hours ( -- looks per quarter of an hour, so that any zone's days can be counted; a fold
  target INTEGER NOT NULL REFERENCES targets(id),
  vantage INTEGER NOT NULL REFERENCES vantages(id),
  day TEXT NOT NULL,             -- UTC
  outcome TEXT NOT NULL,
  anchored INTEGER NOT NULL,     -- 1: anchored looks, 0: extra ones
  looks TEXT NOT NULL,           -- one sign per quarter of an hour: . none, 1 to 9, a to y (10 to 34), z 35 and more
  PRIMARY KEY (target, vantage, day, outcome, anchored)
) WITHOUT ROWID;
DELETE FROM derived;
INSERT INTO derived SELECT 0 WHERE EXISTS (SELECT 1 FROM observed);
"""
