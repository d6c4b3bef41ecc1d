-- Search in the logs. The index itself is made by the maintain job, a week of logs at a time, once no more logs of that week
-- are to come: archiving never writes to it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX call_logs_bytes ON archive.call_logs (started_at) WHERE body_bytes IS NOT NULL;
