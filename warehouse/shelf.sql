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
    kind TEXT NOT NULL CHECK (kind IN ('cut', 'lift', 'insert', 'respell')),
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
    url TEXT,
    path TEXT,
    modified TEXT,
    fetched_at TEXT NOT NULL,
    supplied TEXT CHECK (supplied IS NULL OR json_valid(supplied)),
    run_id INTEGER NOT NULL REFERENCES runs(id)
) STRICT;
CREATE UNIQUE INDEX arrivals_place ON arrivals(page_id, coalesce(url, ''), coalesce(path, ''));
CREATE INDEX arrivals_path ON arrivals(path);
CREATE INDEX arrivals_url ON arrivals(url);
CREATE INDEX arrivals_run ON arrivals(run_id);

CREATE TABLE speeches (
    id INTEGER PRIMARY KEY,
    work_id INTEGER,
    title TEXT,
    title_origin TEXT CHECK (title_origin IN ('page', 'derived', 'supplied')),
    body TEXT NOT NULL,
    chars INTEGER NOT NULL,
    genre TEXT,
    completeness TEXT NOT NULL CHECK (completeness IN ('complete', 'truncated', 'gated')),
    gap TEXT CHECK (gap IS NULL OR json_valid(gap)),
    first_published TEXT,
    event_date TEXT,
    author TEXT,
    speaker TEXT,
    speaker_role TEXT,
    poster TEXT,
    occasion TEXT,
    organ TEXT,
    level TEXT,
    category TEXT,
    redacted INTEGER NOT NULL CHECK (redacted IN (0, 1)),
    site_id INTEGER REFERENCES sites(id),
    copy_count INTEGER NOT NULL CHECK (copy_count > 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    han_key BLOB
) STRICT;
CREATE UNIQUE INDEX speeches_han_key ON speeches(han_key) WHERE han_key IS NOT NULL;
CREATE INDEX speeches_first_published ON speeches(first_published);
CREATE INDEX speeches_genre ON speeches(genre);
CREATE INDEX speeches_completeness ON speeches(completeness);
CREATE INDEX speeches_organ ON speeches(organ);
CREATE INDEX speeches_level ON speeches(level);
CREATE INDEX speeches_category ON speeches(category);
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
    heading TEXT,
    title TEXT,
    completeness TEXT NOT NULL CHECK (completeness IN ('complete', 'truncated', 'gated')),
    published TEXT,
    published_time TEXT,
    poster TEXT,
    relation TEXT CHECK (relation IN ('exact')),
    jaccard REAL,
    containment REAL,
    UNIQUE (page_id, part)
) STRICT;
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
    url TEXT,
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
CREATE UNIQUE INDEX quarantine_place ON quarantine(coalesce(sha256, ''), coalesce(url, ''), coalesce(path, ''));
CREATE INDEX quarantine_path ON quarantine(path);
CREATE INDEX quarantine_url ON quarantine(url);
CREATE INDEX quarantine_error ON quarantine(error);
