-- What a provider takes at once: found out by refusals, which cost requests and time, and so are not to be found out in every run.
CREATE TABLE archive.windows (
    account_id bigint      NOT NULL REFERENCES archive.accounts,
    stream     text        NOT NULL CHECK (stream IN ('calls', 'sessions', 'errors')),
    question   text        NOT NULL CHECK (question IN ('list', 'total')),
    seconds    bigint      CHECK (seconds > 0),
    row_limit  integer     NOT NULL CHECK (row_limit > 0),
    refused_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, stream, question)
);
COMMENT ON TABLE archive.windows IS 'The widest window that a provider was found to answer; a row only where it has not answered wider ones. A day after the last refusal twice as much is tried, and twice again with every run as long as that works.';
COMMENT ON COLUMN archive.windows.account_id IS 'The account.';
COMMENT ON COLUMN archive.windows.stream IS 'calls, sessions or errors.';
COMMENT ON COLUMN archive.windows.question IS 'What is asked: list, for all rows of a window, or total, for their number alone.';
COMMENT ON COLUMN archive.windows.seconds IS 'The widest window that works, in seconds; null where no window is known to be too wide.';
COMMENT ON COLUMN archive.windows.row_limit IS 'The highest limit that works; 10000, as documented, unless the provider refused it.';
COMMENT ON COLUMN archive.windows.refused_at IS 'When more was last asked for in vain.';
