-- The first version of a case. A later version is a further file; this one is never changed.

-- What there is one of: when the case was made, how often it has changed, and up to which change its statuses are current.
CREATE TABLE facts (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- What read the reports: the program, its trained model, its ontology.
CREATE TABLE versions (
  id         INTEGER PRIMARY KEY,
  program    TEXT NOT NULL,
  model      TEXT NOT NULL,
  ontology   TEXT NOT NULL,
  first_used TEXT NOT NULL,
  UNIQUE (program, model, ontology)
) STRICT;

-- What was captured: the original bytes, as they came.
CREATE TABLE captures (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,             -- the path or address it came from
  hash     TEXT NOT NULL UNIQUE,      -- BLAKE3 of the bytes, hexadecimal
  captured TEXT NOT NULL,             -- RFC 3339, UTC
  bytes    BLOB NOT NULL
) STRICT;

-- What was read from it. `id` is the order in which reports came.
CREATE TABLE reports (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,     -- the report's id in output
  capture   INTEGER NOT NULL REFERENCES captures (id),
  place     INTEGER NOT NULL,         -- which report of the capture it is, from 0
  hash      TEXT NOT NULL UNIQUE,     -- BLAKE3 of what was read: header and text
  added     TEXT NOT NULL,            -- RFC 3339, UTC
  published TEXT,
  publisher TEXT NOT NULL,
  author    TEXT NOT NULL,
  title     TEXT NOT NULL,
  url       TEXT,
  text      TEXT NOT NULL,
  header    TEXT NOT NULL,            -- the report without its text, as JSON
  account   TEXT NOT NULL,            -- what it says, as JSON
  version   INTEGER NOT NULL REFERENCES versions (id)
) STRICT;

CREATE INDEX reports_by_capture ON reports (capture);

-- What it says, claim by claim, as far as it is searched.
CREATE TABLE claims (
  id       INTEGER PRIMARY KEY,
  report   INTEGER NOT NULL REFERENCES reports (id),
  claim    TEXT NOT NULL,             -- the claim's id in output
  property TEXT NOT NULL,
  value    TEXT NOT NULL,
  low      REAL,
  high     REAL,
  stance   TEXT NOT NULL,
  sources  TEXT NOT NULL,
  evidence TEXT NOT NULL,
  UNIQUE (report, claim)
) STRICT;

CREATE INDEX claims_by_id ON claims (claim);

CREATE VIRTUAL TABLE report_words USING fts5 (
  title, publisher, author, text,
  content = 'reports', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER report_words_in AFTER INSERT ON reports BEGIN
  INSERT INTO report_words (rowid, title, publisher, author, text)
  VALUES (new.id, new.title, new.publisher, new.author, new.text);
END;
CREATE TRIGGER report_words_out AFTER DELETE ON reports BEGIN
  INSERT INTO report_words (report_words, rowid, title, publisher, author, text)
  VALUES ('delete', old.id, old.title, old.publisher, old.author, old.text);
END;
CREATE TRIGGER report_words_other AFTER UPDATE OF title, publisher, author, text ON reports BEGIN
  INSERT INTO report_words (report_words, rowid, title, publisher, author, text)
  VALUES ('delete', old.id, old.title, old.publisher, old.author, old.text);
  INSERT INTO report_words (rowid, title, publisher, author, text)
  VALUES (new.id, new.title, new.publisher, new.author, new.text);
END;

CREATE VIRTUAL TABLE claim_words USING fts5 (
  property, value, sources, evidence,
  content = 'claims', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER claim_words_in AFTER INSERT ON claims BEGIN
  INSERT INTO claim_words (rowid, property, value, sources, evidence)
  VALUES (new.id, new.property, new.value, new.sources, new.evidence);
END;
CREATE TRIGGER claim_words_out AFTER DELETE ON claims BEGIN
  INSERT INTO claim_words (claim_words, rowid, property, value, sources, evidence)
  VALUES ('delete', old.id, old.property, old.value, old.sources, old.evidence);
END;

-- What analysts decided. Rows are never deleted.
CREATE TABLE decisions (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  author        TEXT NOT NULL,
  made          TEXT NOT NULL,
  reason        TEXT NOT NULL,
  act           TEXT NOT NULL,        -- as JSON
  undone_author TEXT,
  undone_made   TEXT,
  undone_reason TEXT
) STRICT;

-- The events that were ever told of, each under a key that stays.
CREATE TABLE events (
  key   TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  seen  TEXT NOT NULL,                -- when it was first told of
  gone  TEXT                          -- the event that it has become a part of, "" for none
) STRICT;

-- To which of them each claim belongs now: how an event is known again when the case has grown.
CREATE TABLE event_claims (
  claim TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES events (key)
) STRICT;

-- How each question stands now.
CREATE TABLE questions (
  key      TEXT PRIMARY KEY,
  event    TEXT NOT NULL,
  property TEXT NOT NULL,
  scope    TEXT,
  status   TEXT NOT NULL,
  why      TEXT NOT NULL,
  readings TEXT NOT NULL              -- values and the number of their reports, as JSON
) STRICT;

-- How each question ever stood. Rows are never changed.
CREATE TABLE history (
  seq      INTEGER PRIMARY KEY,
  at       TEXT NOT NULL,             -- RFC 3339, UTC
  question TEXT NOT NULL,
  before   TEXT,                      -- its status before; NULL where it was not asked
  status   TEXT,                      -- its status now; NULL where it is no longer asked
  why      TEXT NOT NULL,
  readings TEXT NOT NULL,
  cause    TEXT NOT NULL              -- the report or decision that changed it, in words
) STRICT;

CREATE INDEX history_by_question ON history (question, seq);
