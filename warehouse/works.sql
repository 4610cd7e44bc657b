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

ALTER TABLE speeches ADD COLUMN is_compilation INTEGER NOT NULL DEFAULT 0 CHECK (is_compilation IN (0, 1));
CREATE INDEX speeches_work ON speeches(work_id);
DROP INDEX speeches_han_key;

ALTER TABLE copies ADD COLUMN text_id INTEGER REFERENCES texts(id);
ALTER TABLE copies ADD COLUMN title_origin TEXT CHECK (title_origin IN ('page', 'derived', 'supplied'));
ALTER TABLE copies ADD COLUMN gap TEXT CHECK (gap IS NULL OR json_valid(gap));
ALTER TABLE copies ADD COLUMN redacted INTEGER NOT NULL DEFAULT 0 CHECK (redacted IN (0, 1));
ALTER TABLE copies ADD COLUMN supplied TEXT CHECK (supplied IS NULL OR json_valid(supplied));
ALTER TABLE copies DROP COLUMN relation;
ALTER TABLE copies DROP COLUMN jaccard;
ALTER TABLE copies DROP COLUMN containment;
-- What the copy's text is to the best one's, and the share of either that has its fellow in the other.
ALTER TABLE copies ADD COLUMN relation TEXT CHECK (relation IN ('exact', 'same', 'part'));
ALTER TABLE copies ADD COLUMN coverage REAL;
ALTER TABLE copies ADD COLUMN best_coverage REAL;
-- Characters of its own body.
ALTER TABLE copies ADD COLUMN chars INTEGER;
UPDATE copies SET chars = (SELECT chars FROM speeches WHERE id = speech_id);
CREATE INDEX copies_text ON copies(text_id);

INSERT INTO texts SELECT id, NULL, chars, 0, id FROM speeches;
ALTER TABLE speeches DROP COLUMN han_key;
UPDATE copies SET text_id = speech_id,
    relation = CASE WHEN best THEN NULL ELSE 'exact' END,
    title_origin = (SELECT title_origin FROM speeches WHERE id = speech_id AND speeches.title = copies.title),
    gap = (SELECT gap FROM speeches WHERE id = speech_id AND best),
    redacted = (SELECT redacted FROM speeches WHERE id = speech_id);
INSERT INTO works SELECT id FROM speeches;
UPDATE speeches SET work_id = id;

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
