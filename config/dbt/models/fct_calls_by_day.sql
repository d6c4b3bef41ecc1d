-- One row for each account and day. The newest days of each account are loaded again: by account, so that one that was away does
-- not lack the days on which only others were there.
{{ config(
    materialized='incremental',
    incremental_strategy='delete+insert',
    unique_key=['account_id', 'day']
) }}
select
    calls.account_id,
    calls.day,
    calls.account,
    calls.calls,
    calls.inbound_calls,
    calls.timed_calls,
    calls.duration_seconds,
    calls.short_calls,
    calls.errors,
    lengths.p50_seconds,
    lengths.p95_seconds
from {{ source('callvault', 'calls_by_day') }} as calls
left join {{ source('callvault', 'durations_by_day') }} as lengths
    on lengths.account_id = calls.account_id and lengths.day = calls.day
{% if is_incremental() %}
left join (select account_id, max(day) as newest from {{ this }} group by account_id) as loaded
    on loaded.account_id = calls.account_id
where loaded.newest is null or calls.day > loaded.newest - {{ var('callvault_days_again') }}
{% endif %}
