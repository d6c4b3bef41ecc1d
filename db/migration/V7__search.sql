-- Search in the logs. Their text indexes are made by a job, for one week of logs at a time, once no more logs of that week will
-- come; archiving never writes to them. Logs that are stored as bytes are not in them, and are found by this index.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX call_logs_bytes ON archive.call_logs (started_at) WHERE body_bytes IS NOT NULL;
