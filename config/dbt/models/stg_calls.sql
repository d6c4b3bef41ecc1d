-- Calls with what most reports ask for, under one name each. A view: what is deleted or erased in the archive is gone here too.
select
    account_id,
    log_id,
    account,
    direction,
    started_at,
    started_at_local,
    day,
    hour_of_day,
    party_number,
    service_number,
    duration_seconds,
    log_state,
    first_seen_at
from {{ source('callvault', 'calls') }}
