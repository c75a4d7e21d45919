"""The first six steps of the schema. Statements only; what they made is changed by the later steps."""

FIRST = """
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


SECOND = """
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


THIRD = """
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

FOURTH = """
ALTER TABLE days ADD COLUMN conclusive INTEGER NOT NULL DEFAULT 0 /* of the anchored looks */;
ALTER TABLE observations ADD COLUMN clock_step_seconds REAL /* by how much the clock was set since the last look */;

CREATE TABLE incidents ( -- conditions that persisted; a fold over observations, can be rebuilt
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,      -- target, kind, first moment and observation: the same after a rebuild
  target INTEGER NOT NULL REFERENCES targets(id),
  class TEXT NOT NULL CHECK (class IN ('machine', 'people')), -- whose looks: never mixed
  kind TEXT NOT NULL,            -- no_slots, closed, unbookable, scarce, down, blind, language
  variant TEXT NOT NULL,         -- of 'scarce': share and span of days; else empty
  state TEXT NOT NULL CHECK (state IN ('open', 'suspended', 'lost', 'resolved')),
  previous TEXT NOT NULL,        -- key of the lost incident that it follows; empty: none
  first_at TEXT NOT NULL,        -- first and latest look that said so
  last_at TEXT NOT NULL,
  ended_at TEXT,                 -- when it was resolved or, by a hole, lost
  ended_by TEXT NOT NULL,        -- outcome of the look that resolved it; 'hole', 'rule' where it is lost
  lost_after TEXT NOT NULL,      -- without a look that says so until then, it is lost
  suspended_seconds REAL NOT NULL, -- of first_at to last_at, not counted in its duration
  suspended_at TEXT,             -- since when it is suspended
  stepped_seconds REAL NOT NULL, -- by how much the clock was set in between, not counted either
  looks INTEGER NOT NULL,        -- anchored looks from first_at to last_at; people's looks all count
  conclusive INTEGER NOT NULL,   -- conclusive ones among them
  proving INTEGER NOT NULL,      -- those that said so
  looks_since INTEGER NOT NULL,  -- anchored looks after last_at
  conclusive_since INTEGER NOT NULL,
  largest_gap_seconds REAL NOT NULL, -- between two consecutive looks that said so, by the clock on the wall
  scheduled_seconds REAL NOT NULL, -- scheduled time from first_at to last_at
  observed_seconds REAL NOT NULL, -- the part of it that was covered by looks at the usual spacing
  days INTEGER NOT NULL,         -- local days and ISO weeks with a look that said so
  weeks INTEGER NOT NULL,
  with_slots INTEGER,            -- of 'scarce': conclusive anchored looks with and without slot in its span of days
  without_slots INTEGER,
  first_quote TEXT NOT NULL,
  first_language TEXT,
  last_quote TEXT NOT NULL,
  last_language TEXT,
  languages TEXT NOT NULL,       -- JSON list
  causes TEXT NOT NULL,          -- JSON object: reason and number of looks
  last_reason TEXT NOT NULL,     -- of the latest look that said so
  vantages TEXT NOT NULL,        -- JSON list
  switches INTEGER NOT NULL,     -- how often a look that said so came from another vantage than the one before
  last_vantage TEXT NOT NULL
);
CREATE INDEX incidents_by_target ON incidents (target, class, kind, id);
CREATE INDEX incidents_going_on ON incidents (target) WHERE state IN ('open', 'suspended');

CREATE TABLE rule_states ( -- what each rule made of an incident; a fold, can be rebuilt
  rule TEXT NOT NULL,
  incident TEXT NOT NULL REFERENCES incidents(key),
  state TEXT NOT NULL CHECK (state IN ('pending', 'firing', 'suspended', 'lost', 'resolved', 'withdrawn')),
  since TEXT NOT NULL,           -- the wait began; later than the incident where the rule allows smaller holes only
  skipped INTEGER NOT NULL,      -- anchored looks of the incident that said so before then
  skipped_days INTEGER NOT NULL, -- and its days and weeks
  skipped_weeks INTEGER NOT NULL,
  fired_at TEXT,                 -- the look at which it fired
  told_at TEXT,                  -- when a message was last owed; NULL: none yet (silenced)
  escalated_at TEXT,
  PRIMARY KEY (incident, rule)
) WITHOUT ROWID;

CREATE TABLE events ( -- what happened once: slots appeared or gone, new words, a captcha ...; a fold, can be rebuilt
  id INTEGER PRIMARY KEY,
  target INTEGER NOT NULL REFERENCES targets(id),
  class TEXT NOT NULL CHECK (class IN ('machine', 'people')),
  observation INTEGER NOT NULL REFERENCES observations(id),
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL          -- JSON
);
CREATE INDEX events_by_target ON events (target, id);

CREATE TABLE memories ( -- what the folds must remember of a target beside its open incidents
  target INTEGER NOT NULL REFERENCES targets(id),
  class TEXT NOT NULL CHECK (class IN ('machine', 'people')),
  memory TEXT NOT NULL,          -- JSON
  PRIMARY KEY (target, class)
) WITHOUT ROWID;

CREATE TABLE silences ( -- asked for by a person: a rule, a target, or both say nothing for a time
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,          -- its id; empty: every target
  rule TEXT NOT NULL,            -- its name; empty: every rule
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  ended_at TEXT,                 -- when a person ended it early
  behind INTEGER NOT NULL DEFAULT 0, -- the latest observation then: what was judged before stays as it was
  ended_behind INTEGER           -- the latest observation when it was ended early
);

CREATE TABLE acknowledgements ( -- a person knows of an incident: no reminders, no escalation until it ends
  incident TEXT PRIMARY KEY,     -- its key
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  note TEXT NOT NULL,
  behind INTEGER NOT NULL        -- the latest observation then
) WITHOUT ROWID;

CREATE TABLE messages ( -- what is, or was, sent: one or several notifications together
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,      -- printed in the message: one that arrives twice has the same
  receiver TEXT NOT NULL,
  composed_at TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  sent_at TEXT                   -- NULL: not yet, or not known
);
CREATE INDEX messages_unsent ON messages (receiver) WHERE sent_at IS NULL;

CREATE TABLE notifications ( -- what is owed to one receiver, until it is delivered or visibly given up
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,      -- what happened, and to whom it is told: owed once
  receiver TEXT NOT NULL,
  subject TEXT NOT NULL,         -- the incident or event: order is kept within it
  rule TEXT NOT NULL,
  change TEXT NOT NULL,          -- firing, reminder, escalated, resolved, lost; or the kind of the event
  urgent INTEGER NOT NULL,       -- 1: told at once; 0: in the next digest
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  language TEXT NOT NULL,        -- that the rule wants; empty: the receiver's own
  owed_at TEXT NOT NULL,
  facts TEXT NOT NULL,           -- JSON: what was known then
  state TEXT NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'sent', 'dead', 'dropped')),
  settled_at TEXT,               -- when it was sent, given up or dropped
  why TEXT NOT NULL DEFAULT '',  -- of dead and dropped ones
  message INTEGER REFERENCES messages(id)
);
CREATE INDEX notifications_owed ON notifications (receiver, id) WHERE state = 'owed';
CREATE INDEX notifications_by_subject ON notifications (subject);
CREATE INDEX notifications_dead ON notifications (receiver, settled_at) WHERE state = 'dead';

CREATE TABLE receivers ( -- how each receiver answered; never its address, which is a secret
  receiver TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,     -- in a row
  next_try_at TEXT,              -- after a failure
  last_error TEXT NOT NULL,
  last_tried_at TEXT,
  last_sent_at TEXT,
  last_digest_at TEXT
) WITHOUT ROWID;

CREATE TABLE troubles ( -- the monitor's own: overdue looks, a stuck outbox, a full disk, a clock that was set
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,                    -- NULL: still so
  details TEXT NOT NULL
);
CREATE INDEX troubles_going_on ON troubles (kind) WHERE until IS NULL;

CREATE TABLE derived ( -- with which version of the folds everything derived was made
  version INTEGER NOT NULL
);
INSERT INTO derived SELECT 0 WHERE EXISTS (SELECT 1 FROM observations);
"""

FIFTH = """
ALTER TABLE hosts RENAME TO hosts_before;
CREATE TABLE hosts ( -- who talks to a host right now, and when the next look may begin; it survives restarts
  host TEXT PRIMARY KEY,         -- name, and port where it is not the usual one; (run): who follows the schedule
  holder TEXT NOT NULL,          -- process; empty: free
  held_until TEXT NOT NULL,      -- a process that was killed holds it no longer
  free_at TEXT NOT NULL,         -- when the next look may begin, as far as the latest one decides it
  recent TEXT NOT NULL,          -- JSON: the looks of the last hour, when each ended and its number of requests
  level INTEGER NOT NULL,        -- of backing off: 0 is none, each more doubles the pause
  paused TEXT NOT NULL           -- why nothing is asked until free_at; empty: the usual interval
) WITHOUT ROWID;
INSERT INTO hosts SELECT host, holder, held_until, free_at, '[]', 0, '' FROM hosts_before;
DROP TABLE hosts_before;

CREATE TABLE robots ( -- the robots.txt of each host, as last read
  host TEXT PRIMARY KEY,         -- scheme, name and port
  fetched_at TEXT NOT NULL,
  status INTEGER NOT NULL,       -- HTTP status; of one that there is not, 404 and the like
  body BLOB NOT NULL,
  sha256 TEXT NOT NULL           -- of the body
) WITHOUT ROWID;

CREATE TABLE former_ids ( -- ids that targets had before they were renamed; sealed lines and incidents keep them
  slug TEXT NOT NULL,
  target INTEGER NOT NULL REFERENCES targets(id),
  until TEXT NOT NULL,           -- when the target was renamed
  PRIMARY KEY (slug, target)
) WITHOUT ROWID;
"""

SIXTH = """
CREATE TABLE custody ( -- what was done to the store itself, beside storing looks; never changed, never deleted
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,              -- UTC
  kind TEXT NOT NULL,            -- pruning: it begins; pruned: it is done
  details TEXT NOT NULL          -- JSON
);
CREATE TRIGGER custody_is_never_changed BEFORE UPDATE ON custody
  BEGIN SELECT raise(ABORT, 'the custody log is never changed'); END;
CREATE TRIGGER custody_is_never_deleted BEFORE DELETE ON custody
  BEGIN SELECT raise(ABORT, 'the custody log is never deleted'); END;
CREATE INDEX captures_pruned ON captures (id) WHERE encoding = 'pruned';
"""
