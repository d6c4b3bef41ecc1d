-- What is remembered as refused is a login with its password, so that whoever uses another one is not stopped by it. How
-- often one was refused is counted for the account, since that is what the provider counts. Rows of before do not tell
-- whose login it was; it is tried again.
DELETE FROM archive.logins;
ALTER TABLE archive.logins
    DROP CONSTRAINT logins_pkey,
    DROP COLUMN tries,
    DROP COLUMN tries_since,
    ADD COLUMN login text NOT NULL,
    ADD COLUMN refused_by text NOT NULL,
    ADD PRIMARY KEY (account_id, login);
COMMENT ON TABLE archive.logins IS 'Logins that the provider refused: a process with the same username and password waits until next_try_at. Gone once the login is accepted. Times are the database server''s.';
COMMENT ON COLUMN archive.logins.login IS 'Tells one username and password from another: a slow, salted hash, from which neither can be read.';
COMMENT ON COLUMN archive.logins.refused_by IS 'The node that was refused last.';

CREATE TABLE archive.sign_ins (
    account_id     bigint        PRIMARY KEY REFERENCES archive.accounts,
    salt           bytea         NOT NULL,
    refused_at     timestamptz[] NOT NULL DEFAULT '{}',
    accepted_login text,
    accepted_at    timestamptz
);
COMMENT ON TABLE archive.sign_ins IS 'How often an account''s logins were refused lately, by whichever process, and which was accepted since. Times are the database server''s.';
COMMENT ON COLUMN archive.sign_ins.account_id IS 'The account.';
COMMENT ON COLUMN archive.sign_ins.salt IS 'The salt of archive.logins.login.';
COMMENT ON COLUMN archive.sign_ins.refused_at IS 'When sign-ins were refused or tried again in the last 15 minutes, for the provider''s limit.';
COMMENT ON COLUMN archive.sign_ins.accepted_login IS 'The login that was accepted last after another one was refused; null when none was.';
COMMENT ON COLUMN archive.sign_ins.accepted_at IS 'When that was. Refusals before it are no alarm: the account is being archived.';
