-- Logins for people and BI tools, made by 'callvault reader'. Beside the archive, so that a login cannot change what it may see,
-- as it could with a setting of its own role.
CREATE TABLE archive.readers (
    login       text        PRIMARY KEY,
    account_ids bigint[]    CHECK (cardinality(account_ids) > 0),
    made_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE archive.readers IS 'One row for each login that callvault reader has made.';
COMMENT ON COLUMN archive.readers.login IS 'The name of the login; for one that is bound to accounts, also that of its schema.';
COMMENT ON COLUMN archive.readers.account_ids IS 'The accounts that it may see; null for all.';
COMMENT ON COLUMN archive.readers.made_at IS 'When it was made.';
