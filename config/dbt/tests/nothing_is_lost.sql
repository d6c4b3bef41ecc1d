-- Each account that has lost something, or will if nothing changes. What callvault acknowledge was told of counts no longer.
{{ config(severity='warn') }}
select account, gaps, unproven_spans, at_risk, next_loss_at, headroom_of
from {{ source('callvault', 'archive_health') }}
where gaps > 0 or unproven_spans > 0 or at_risk
