-- A period that is shortened deletes nothing before it was confirmed, or has stood a day on every node.
CREATE TABLE archive.keep (
    record          text        PRIMARY KEY CHECK (record IN ('calls', 'bodies', 'sessions', 'errors')),
    in_force        text        NOT NULL,
    shortened       text,
    shortened_since timestamptz,
    CHECK ((shortened IS NULL) = (shortened_since IS NULL))
);
COMMENT ON TABLE archive.keep IS 'How long records are kept before they are deleted by age, and the shorter periods that wait to come into force.';
COMMENT ON COLUMN archive.keep.record IS 'calls, bodies, sessions or errors.';
COMMENT ON COLUMN archive.keep.in_force IS 'The period by which is deleted, such as P90D; or forever.';
COMMENT ON COLUMN archive.keep.shortened IS 'The shorter period that every live node is configured with and that waits; null when none does.';
COMMENT ON COLUMN archive.keep.shortened_since IS 'Since when every live node has had it, by the database''s clock; null when none waits.';
