"""The questions behind data to take away. Statements only; ``wanted`` is a temporary table of the asking connection."""

from __future__ import annotations

WANTED = """
CREATE TEMP TABLE wanted ( -- the targets that are exported
  number INTEGER PRIMARY KEY,    -- their order
  target INTEGER NOT NULL,
  slug TEXT NOT NULL,
  since_at TEXT NOT NULL,        -- looks from then
  until_at TEXT NOT NULL,        -- to then, left out; never after cut_at
  cut_at TEXT NOT NULL,          -- everything is told as it stood just before
  first_day TEXT NOT NULL,       -- local days, both included
  last_day TEXT NOT NULL
)
"""
WANT = """
INSERT INTO wanted (target, slug, since_at, until_at, cut_at, first_day, last_day)
VALUES (:target, :slug, :since_at, :until_at, :cut_at, :first_day, :last_day)
"""
FIRST_FRESH = """
SELECT min(at) FROM (
  SELECT min(o.started_at) AS at FROM observations o
  WHERE o.id IN (SELECT id FROM observed WHERE target = :target AND started > :us) AND (
    o.outcome = 'slots' OR o.reason IN ('contradictory-page', 'slot-just-taken') OR o.slots_count > 0
    OR o.slots_earliest IS NOT NULL OR o.dates_within_month > 0
    OR EXISTS (SELECT 1 FROM statements s WHERE s.observation = o.id AND s.kind = 'next-availability'))
  UNION ALL
  SELECT min(l.at) FROM imported_looks l JOIN imports i ON i.id = l.import
  WHERE i.target = :target AND l.at > :after AND (l.outcome = 'slots' OR l.slots_count > 0)
)
"""
"""Beside slots themselves: what hints at some."""

NUMBER_OF_LOOKS = "SELECT ifnull(sum(n.sequence), 0) FROM wanted w JOIN standings n ON n.target = w.target"

_TARGETS = """
SELECT t.slug AS target,
  nullif((SELECT json_group_array(f.slug) FROM former_ids f WHERE f.target = t.id), '[]') AS former_ids,
  t.name, t.url, t.probe, t.office, t.procedure, t.territory, nullif(t.tags, '[]') AS tags, t.timezone,
  t.every_seconds, nullif(t.expect_language, '[]') AS expect_language, t.added_at, t.retired_at
FROM wanted w JOIN targets t ON t.id = w.target ORDER BY w.number
"""
_VANTAGES = """
SELECT v.name AS vantage, v.kind FROM vantages v
WHERE EXISTS (SELECT 1 FROM wanted w JOIN standings n ON n.target = w.target WHERE n.vantage = v.id) ORDER BY v.name
"""
_LOOKS = """
SELECT lower(hex(o.uuid)) AS look, w.slug AS target, v.name AS vantage, v.kind AS seen_by, o.sequence,
  iif(v.kind = 'person', 'witness', o.kind) AS kind, o.started_at, o.due_at, o.milliseconds, o.outcome, o.reason,
  o.conclusive,
  EXISTS (SELECT 1 FROM annotations a WHERE a.observation = o.id AND a.kind = 'retracted' AND a.at < w.cut_at)
    AS retracted,
  x.text AS quote, x.language AS quote_language, o.language_by, o.page_language, o.rule, o.probe, o.slots_count,
  o.slots_earliest, o.dates_within_month, o.window_first, o.window_last, o.window_label,
  (SELECT r.status FROM exchanged e JOIN routes r ON r.id = e.route WHERE e.observation = o.id
   ORDER BY e.position DESC LIMIT 1) AS http_status,
  o.clock_step_seconds, p.received_at, p.says, o.simulated
FROM wanted w CROSS JOIN vantages v CROSS JOIN observations o ON o.target = w.target AND o.vantage = v.id
LEFT JOIN texts x ON x.id = o.text LEFT JOIN witnessed p ON p.observation = o.id
WHERE o.started_at >= w.since_at AND o.started_at < w.until_at
"""
SPELLS = """
SELECT w.slug AS target, v.name AS vantage, v.kind AS seen_by, s.outcome, x.text AS quote,
  x.language AS quote_language, s.first_at, s.last_at, s.looks, s.anchored AS anchored_looks, s.largest_gap_seconds,
  s.target AS row_of_target, s.id AS row_of_spell
FROM wanted w CROSS JOIN vantages v CROSS JOIN spells s ON s.target = w.target AND s.vantage = v.id
LEFT JOIN texts x ON x.id = s.text
WHERE s.last_at >= w.since_at AND s.first_at < w.until_at
"""
SHORTENED = """
SELECT max(at), count(*), sum(anchored), ifnull(max(gap), 0) FROM (
  SELECT o.started_at AS at, o.kind = 'anchored' AS anchored,
    julianday(o.started_at) * 86400 - lag(julianday(o.started_at) * 86400) OVER (ORDER BY o.sequence) AS gap
  FROM spells s JOIN observations o ON o.target = s.target AND o.vantage = s.vantage
    AND o.outcome = s.outcome AND o.text IS s.text
  WHERE s.id = :spell AND o.started_at >= s.first_at AND o.started_at < :cut)
"""
DAYS = """
SELECT w.slug AS target, v.name AS vantage, v.kind AS seen_by, d.day, d.outcome, d.reason,
  d.anchored AS anchored_looks, d.extra AS extra_looks, d.conclusive AS conclusive_looks
FROM wanted w CROSS JOIN vantages v CROSS JOIN days d ON d.target = w.target AND d.vantage = v.id
WHERE d.day BETWEEN w.first_day AND w.last_day
"""
DAY_OF_CUT = """
SELECT w.slug, v.name, v.kind, :day, r.outcome, r.reason, sum(o.anchored), sum(NOT o.anchored),
  sum(o.anchored AND r.conclusive)
FROM wanted w CROSS JOIN vantages v CROSS JOIN observed o ON o.target = w.target AND o.vantage = v.id
JOIN readings r ON r.id = o.reading
WHERE w.target = :target AND o.started >= :since AND o.started < :until GROUP BY v.id, r.reason
"""

_LATE = "i.last_at >= w.cut_at"
"""What is stored of an incident then counts looks that are not told yet."""
_TOLD = "i.ended_at < w.cut_at"
_SHARE = f"iif(w.cut_at = '9999' OR {_TOLD}, i.{{0}}, NULL) AS {{0}}"
"""The look that ends a scarcity changes its share, too."""


def _counted(columns: str) -> str:
    return ", ".join(f"iif({_LATE}, NULL, i.{name}) AS {shown}" for name, shown in _pairs(columns))


def _pairs(columns: str) -> list[tuple[str, str]]:
    return [(pair.split(":")[0], pair.split(":")[-1]) for pair in columns.split()]


_INCIDENTS = f"""
SELECT i.key AS incident, w.slug AS target, iif(i.class = 'people', 'person', 'machine') AS seen_by, i.kind, i.variant,
  CASE WHEN i.ended_at >= w.cut_at OR i.suspended_at >= w.cut_at THEN 'open' ELSE i.state END AS state,
  i.previous, i.first_at, {_counted("last_at")}, iif({_TOLD}, i.ended_at, NULL) AS ended_at,
  iif({_TOLD}, i.ended_by, NULL) AS ended_by,
  iif({_LATE}, NULL, max(0.0, round((julianday(i.last_at) - julianday(i.first_at)) * 86400 - i.suspended_seconds
    - i.stepped_seconds, 3))) AS duration_seconds,
  {_counted("looks conclusive:conclusive_looks proving:proving_looks days weeks largest_gap_seconds")},
  {_counted("scheduled_seconds observed_seconds")}, {_SHARE.format("with_slots")}, {_SHARE.format("without_slots")},
  i.first_quote, i.first_language,
  {_counted("last_quote last_language languages causes vantages")}
FROM wanted w CROSS JOIN incidents i ON i.target = w.target
WHERE i.last_at >= w.since_at AND i.first_at < w.until_at ORDER BY w.number, i.id
"""
EVENTS = """
SELECT w.slug AS target, iif(e.class = 'people', 'person', 'machine') AS seen_by, e.at, e.kind,
  lower(hex(o.uuid)) AS look, e.details
FROM wanted w CROSS JOIN events e ON e.target = w.target JOIN observed o ON o.id = e.observation
WHERE e.at >= w.since_at AND e.at < w.until_at ORDER BY w.number, e.id
"""
_STATEMENTS = """
SELECT lower(hex(o.uuid)) AS look, s.position, w.slug AS target, v.name AS vantage, v.kind AS seen_by,
  o.started_at AS at, s.kind, s.text, s.says_when
FROM wanted w CROSS JOIN vantages v CROSS JOIN observations o ON o.target = w.target AND o.vantage = v.id
JOIN statements s ON s.observation = o.id
WHERE o.started_at >= w.since_at AND o.started_at < w.until_at
"""
_ANNOTATIONS = """
SELECT lower(hex(a.uuid)) AS annotation, lower(hex(o.uuid)) AS look, w.slug AS target, v.name AS vantage,
  v.kind AS seen_by, o.started_at AS look_at, a.kind, a.at, a.author, a.why
FROM wanted w CROSS JOIN vantages v CROSS JOIN annotations a ON a.target = w.target AND a.vantage = v.id
JOIN observations o ON o.id = a.observation
WHERE o.started_at >= w.since_at AND o.started_at < w.until_at AND a.at < w.cut_at
"""
_IMPORTS = """
SELECT i.id AS "import", w.slug AS target, i.kind, i.operator, i.vantage,
  json_extract(i.checks, '$.vantage_kind') AS vantage_kind, json_extract(i.checks, '$.target') AS their_target,
  i.at AS imported_at, i.source, lower(hex(i.sha256)) AS sha256, i.note, count(l.position) AS looks,
  min(l.at) AS first_at, max(l.at) AS last_at,
  nullif(json_remove(i.checks, '$.vantage_kind', '$.target', '$.retracted'), '{}') AS checks
FROM wanted w JOIN imports i ON i.target = w.target
LEFT JOIN imported_looks l ON l.import = i.id AND l.at >= w.since_at AND l.at < w.until_at
GROUP BY i.id ORDER BY i.id
"""
_IMPORTED_LOOKS = """
SELECT i.id AS "import", l.position, w.slug AS target, 'imported' AS seen_by, i.operator, i.vantage, l.at, l.outcome,
  l.slots_count, l.quote, l.language, EXISTS (SELECT 1 FROM json_each(i.checks, '$.retracted') WHERE value = l.position)
    AS retracted
FROM wanted w CROSS JOIN imports i ON i.target = w.target CROSS JOIN imported_looks l ON l.import = i.id
WHERE l.at >= w.since_at AND l.at < w.until_at
"""

TABLES = {
    "targets": _TARGETS,
    "vantages": _VANTAGES,
    "looks": _LOOKS,
    "incidents": _INCIDENTS,
    "statements": _STATEMENTS,
    "annotations": _ANNOTATIONS,
    "imports": _IMPORTS,
    "imported_looks": _IMPORTED_LOOKS,
}
"""By name, those whose rows are exported as they come."""
