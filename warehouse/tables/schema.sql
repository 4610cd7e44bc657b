CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    domain TEXT NOT NULL UNIQUE,
    name TEXT,
    engine TEXT
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    flow_run_id TEXT,
    "trigger" TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    seen INTEGER NOT NULL DEFAULT 0,
    loaded INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    no_speech INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    CHECK (seen = loaded + unchanged + duplicates + no_speech + quarantined)
) STRICT;

CREATE TABLE rules (
    id TEXT PRIMARY KEY NOT NULL,
    family TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('read', 'cut', 'lift', 'insert', 'respell')),
    why TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('built-in', 'site', 'learned')),
    finder TEXT NOT NULL CHECK (finder IN ('pattern', 'code')),
    pattern TEXT,
    status TEXT NOT NULL CHECK (status IN ('active', 'retired')),
    fingerprint TEXT NOT NULL
) STRICT;

-- What the bytes decide, and nothing else.
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    site_id INTEGER REFERENCES sites(id),
    media_type TEXT NOT NULL,
    encoding TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    script TEXT,
    cleaned_with TEXT NOT NULL,
    flags TEXT NOT NULL CHECK (json_valid(flags)),
    account BLOB NOT NULL
) STRICT;
CREATE INDEX pages_site ON pages(site_id);
CREATE INDEX pages_cleaned_with ON pages(cleaned_with);

CREATE TABLE arrivals (
    id INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages(id),
    -- As they may be read, and a keyed hash of each as it is, to know it again.
    url TEXT,
    url_key TEXT,
    path TEXT,
    path_key TEXT,
    modified TEXT,
    fetched_at TEXT NOT NULL,
    supplied TEXT CHECK (supplied IS NULL OR json_valid(supplied)),
    run_id INTEGER NOT NULL REFERENCES runs(id)
) STRICT;
CREATE UNIQUE INDEX arrivals_place ON arrivals(page_id, coalesce(url_key, ''), coalesce(path_key, ''));
CREATE INDEX arrivals_path ON arrivals(path_key);
CREATE INDEX arrivals_url ON arrivals(url_key);
CREATE INDEX arrivals_run ON arrivals(run_id);

CREATE TABLE speeches (
    id INTEGER PRIMARY KEY,
    work_id INTEGER,
    -- The fields that are read, each from the best copy that gives it.
    {speeches}
    title_origin TEXT CHECK (title_origin IN ('page', 'derived', 'supplied')),
    body TEXT NOT NULL,
    chars INTEGER NOT NULL,
    completeness TEXT NOT NULL CHECK (completeness IN ('complete', 'truncated', 'gated')),
    gap TEXT CHECK (gap IS NULL OR json_valid(gap)),
    first_published TEXT,
    redacted INTEGER NOT NULL CHECK (redacted IN (0, 1)),
    site_id INTEGER REFERENCES sites(id),
    copy_count INTEGER NOT NULL CHECK (copy_count > 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    is_compilation INTEGER NOT NULL DEFAULT 0 CHECK (is_compilation IN (0, 1))
) STRICT;
CREATE INDEX speeches_work ON speeches(work_id);
CREATE INDEX speeches_first_published ON speeches(first_published);
CREATE INDEX speeches_completeness ON speeches(completeness);
{indexes}
CREATE INDEX speeches_site ON speeches(site_id);

-- An appearance of a speech on a page. Its own text is replayed from the page's text and account.
CREATE TABLE copies (
    id INTEGER PRIMARY KEY,
    page_id INTEGER NOT NULL REFERENCES pages(id),
    part INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    speech_id INTEGER NOT NULL REFERENCES speeches(id),
    best INTEGER NOT NULL CHECK (best IN (0, 1)),
    -- The fields that are read, as this page gives them or somebody supplied them.
    {copies}
    completeness TEXT NOT NULL CHECK (completeness IN ('complete', 'truncated', 'gated')),
    published_time TEXT,
    text_id INTEGER REFERENCES texts(id),
    title_origin TEXT CHECK (title_origin IN ('page', 'derived', 'supplied')),
    gap TEXT CHECK (gap IS NULL OR json_valid(gap)),
    redacted INTEGER NOT NULL DEFAULT 0 CHECK (redacted IN (0, 1)),
    supplied TEXT CHECK (supplied IS NULL OR json_valid(supplied)),
    -- What the copy's text is to the best one's, and the share of either that has its fellow in the other.
    relation TEXT CHECK (relation IN ('exact', 'same', 'part')),
    coverage REAL,
    best_coverage REAL,
    -- Characters of its own body.
    chars INTEGER,
    UNIQUE (page_id, part)
) STRICT;
CREATE INDEX copies_text ON copies(text_id);
CREATE INDEX copies_speech ON copies(speech_id);
CREATE UNIQUE INDEX copies_best ON copies(speech_id) WHERE best = 1;

CREATE TABLE fields (
    copy_id INTEGER NOT NULL REFERENCES copies(id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    rule_id TEXT NOT NULL REFERENCES rules(id),
    PRIMARY KEY (copy_id, name)
) STRICT;

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE speeches_tags (
    speech_id INTEGER NOT NULL REFERENCES speeches(id),
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    PRIMARY KEY (speech_id, tag_id)
) STRICT;
CREATE INDEX speeches_tags_tag ON speeches_tags(tag_id);

-- The readable part of the accounts; pages.account holds the whole.
CREATE TABLE edits (
    page_id INTEGER NOT NULL REFERENCES pages(id),
    seq INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    kind TEXT NOT NULL CHECK (kind IN ('cut', 'lift', 'insert', 'respell')),
    rule_id TEXT NOT NULL REFERENCES rules(id),
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    PRIMARY KEY (page_id, seq)
) STRICT;
CREATE INDEX edits_rule ON edits(rule_id);

CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    sha256 TEXT CHECK (length(sha256) = 64),
    path TEXT,
    path_key TEXT,
    url TEXT,
    url_key TEXT,
    bytes INTEGER,
    modified TEXT,
    error TEXT NOT NULL,
    message TEXT NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts > 0),
    first_seen TEXT NOT NULL,
    last_tried TEXT NOT NULL,
    next_try TEXT NOT NULL,
    resolved_at TEXT
) STRICT;
CREATE UNIQUE INDEX quarantine_place ON quarantine(coalesce(sha256, ''), coalesce(url_key, ''), coalesce(path_key, ''));
CREATE INDEX quarantine_path ON quarantine(path_key);
CREATE INDEX quarantine_url ON quarantine(url_key);
CREATE INDEX quarantine_error ON quarantine(error);

-- Archives that were read through: a schedule does not open them again until they change.
CREATE TABLE archives (
    path TEXT NOT NULL,
    path_key TEXT PRIMARY KEY NOT NULL,
    bytes INTEGER NOT NULL,
    modified TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id)
) STRICT;

-- Distinct texts, how they relate, and what speeches they make.
CREATE TABLE works (
    id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    key BLOB,
    han INTEGER NOT NULL,
    -- How many hashes its sample has.
    sampled INTEGER NOT NULL,
    speech_id INTEGER NOT NULL REFERENCES speeches(id)
) STRICT;
CREATE UNIQUE INDEX texts_key ON texts(key) WHERE key IS NOT NULL;
CREATE INDEX texts_speech ON texts(speech_id);

-- Of a part: text_id is the part, other_id the whole, where it stands from start to end (shares of its length).
CREATE TABLE relations (
    text_id INTEGER NOT NULL REFERENCES texts(id),
    other_id INTEGER NOT NULL REFERENCES texts(id),
    kind TEXT NOT NULL CHECK (kind IN ('same', 'part', 'adaptation', 'reuse')),
    coverage REAL NOT NULL,
    other_coverage REAL NOT NULL,
    start REAL NOT NULL,
    "end" REAL NOT NULL,
    PRIMARY KEY (text_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_other ON relations(other_id, text_id);

CREATE TABLE redirects (
    old_id INTEGER PRIMARY KEY,
    speech_id INTEGER NOT NULL REFERENCES speeches(id)
) STRICT;
CREATE INDEX redirects_speech ON redirects(speech_id);

-- Which copy each field of a speech comes from.
CREATE TABLE speech_fields (
    speech_id INTEGER NOT NULL REFERENCES speeches(id),
    name TEXT NOT NULL,
    copy_id INTEGER NOT NULL REFERENCES copies(id),
    PRIMARY KEY (speech_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX speech_fields_copy ON speech_fields(copy_id);

-- Speeches that want their missing text: a full copy that arrives takes them off.
CREATE VIEW wanted AS
SELECT id, title, completeness, json_extract(gap, '$.where') AS gap_where,
    json_extract(gap, '$.evidence') AS evidence, chars, copy_count, site_id FROM speeches
WHERE completeness != 'complete';

-- How speeches relate: each pair from both sides, by the closest relation between any of their texts.
CREATE VIEW links AS
SELECT speech_id, other_id, kind, max(coverage) AS coverage, max(other_coverage) AS other_coverage FROM (
    SELECT a.speech_id, b.speech_id AS other_id, kind, coverage, other_coverage
    FROM relations r JOIN texts a ON a.id = r.text_id JOIN texts b ON b.id = r.other_id
    UNION ALL
    SELECT b.speech_id, a.speech_id, CASE kind WHEN 'part' THEN 'whole' ELSE kind END, other_coverage, coverage
    FROM relations r JOIN texts a ON a.id = r.text_id JOIN texts b ON b.id = r.other_id
) WHERE speech_id != other_id GROUP BY speech_id, other_id, kind;
