-- Who archives into this database, and by which settings: those that all must share can be compared.
CREATE TABLE archive.nodes (
    node                text        PRIMARY KEY,
    name                text        NOT NULL,
    kind                text        NOT NULL CHECK (kind IN ('daemon', 'archive')),
    version             text        NOT NULL,
    accounts            text[]      NOT NULL,
    settings            jsonb       NOT NULL,
    rules               jsonb       NOT NULL,
    fingerprint         text        NOT NULL,
    started_at          timestamptz NOT NULL,
    seen_at             timestamptz NOT NULL,
    clock_ahead_seconds bigint      NOT NULL
);
COMMENT ON TABLE archive.nodes IS 'The processes that archive into this database. One that was not seen for a minute is not live any more; it is forgotten after a day.';
COMMENT ON COLUMN archive.nodes.node IS 'The node''s name, made unique for the process.';
COMMENT ON COLUMN archive.nodes.name IS 'The node''s name as it is configured (node-name).';
COMMENT ON COLUMN archive.nodes.kind IS 'daemon, or archive for a single pass.';
COMMENT ON COLUMN archive.nodes.version IS 'The version of the program.';
COMMENT ON COLUMN archive.nodes.accounts IS 'Names of the accounts that the node archives.';
COMMENT ON COLUMN archive.nodes.settings IS 'The settings that must be the same on every node, as they can be read.';
COMMENT ON COLUMN archive.nodes.rules IS 'The redaction rules in the clear, in their order: every live node applies the rules of all.';
COMMENT ON COLUMN archive.nodes.fingerprint IS 'SHA-256 of the settings and rules: nodes with equal fingerprints are configured alike.';
COMMENT ON COLUMN archive.nodes.started_at IS 'When the process began, by the database''s clock.';
COMMENT ON COLUMN archive.nodes.seen_at IS 'When it last said that it is alive, by the database''s clock.';
COMMENT ON COLUMN archive.nodes.clock_ahead_seconds IS 'How far the node''s clock is ahead of the database''s; negative when it is behind.';
