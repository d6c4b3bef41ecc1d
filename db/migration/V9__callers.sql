-- Callers by person instead of by spelling, figures per country and area, and the directory of service numbers.

-- The names of a company's own numbers, as the configuration lists them.
CREATE TABLE archive.directory (
    number      text PRIMARY KEY,
    spelling    text NOT NULL,
    name        text NOT NULL,
    team        text,
    application text
);
COMMENT ON TABLE archive.directory IS 'One row for each number that the configuration names (numbers).';
COMMENT ON COLUMN archive.directory.number IS 'The number, in the form of the number columns of calls.';
COMMENT ON COLUMN archive.directory.spelling IS 'The number as the configuration spells it.';
COMMENT ON COLUMN archive.directory.name IS 'What the number is called, such as Claims line.';
COMMENT ON COLUMN archive.directory.team IS 'The team it belongs to; null if none is named.';
COMMENT ON COLUMN archive.directory.application IS 'The application that answers it; null if none is named.';

-- The geographic area codes of North America's plan, also those so new that libphonenumber knows no number of them. The country
-- is the one that libphonenumber gives, so that Puerto Rico is PR. Where provinces share a code, both are named.
CREATE TABLE archive.area_codes (
    area_code  text PRIMARY KEY,
    country    text NOT NULL,
    state      text,
    state_name text,
    CHECK ((state IS NULL) = (state_name IS NULL))
);
COMMENT ON TABLE archive.area_codes IS 'One row for each geographic area code of the North American numbering plan.';
COMMENT ON COLUMN archive.area_codes.area_code IS 'The area code, such as 617.';
COMMENT ON COLUMN archive.area_codes.country IS 'The country or territory, as ISO 3166 alpha-2.';
COMMENT ON COLUMN archive.area_codes.state IS 'The postal code of the state or province; null for countries without.';
COMMENT ON COLUMN archive.area_codes.state_name IS 'Its name in English; null for countries without.';
INSERT INTO archive.area_codes (area_code, country, state, state_name)
SELECT string_to_table(codes, ' '), country, state, state_name
FROM (VALUES
    ('US', 'AK', 'Alaska', '907'),
    ('US', 'AL', 'Alabama', '205 251 256 334 483 659 938'),
    ('US', 'AR', 'Arkansas', '327 479 501 870'),
    ('US', 'AZ', 'Arizona', '480 520 602 623 928'),
    ('US', 'CA', 'California', '209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714'
                               ' 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951'),
    ('US', 'CO', 'Colorado', '303 719 720 748 970 983'),
    ('US', 'CT', 'Connecticut', '203 475 860 959'),
    ('US', 'DC', 'District of Columbia', '202 771'),
    ('US', 'DE', 'Delaware', '302'),
    ('US', 'FL', 'Florida', '239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954'),
    ('US', 'GA', 'Georgia', '229 404 470 478 678 706 762 770 912 943'),
    ('US', 'HI', 'Hawaii', '808'),
    ('US', 'IA', 'Iowa', '319 515 563 641 712'),
    ('US', 'ID', 'Idaho', '208 986'),
    ('US', 'IL', 'Illinois', '217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872'),
    ('US', 'IN', 'Indiana', '219 260 317 463 574 765 812 930'),
    ('US', 'KS', 'Kansas', '316 620 785 913'),
    ('US', 'KY', 'Kentucky', '270 364 502 606 859'),
    ('US', 'LA', 'Louisiana', '225 318 337 457 504 985'),
    ('US', 'MA', 'Massachusetts', '339 351 413 508 617 774 781 857 978'),
    ('US', 'MD', 'Maryland', '227 240 301 410 443 667'),
    ('US', 'ME', 'Maine', '207'),
    ('US', 'MI', 'Michigan', '231 248 269 313 517 586 616 679 734 810 906 947 989'),
    ('US', 'MN', 'Minnesota', '218 320 507 612 651 763 924 952'),
    ('US', 'MO', 'Missouri', '235 314 417 557 573 636 660 816 975'),
    ('US', 'MS', 'Mississippi', '228 471 601 662 769'),
    ('US', 'MT', 'Montana', '406'),
    ('US', 'NC', 'North Carolina', '252 336 472 704 743 828 910 919 980 984'),
    ('US', 'ND', 'North Dakota', '701'),
    ('US', 'NE', 'Nebraska', '308 402 531'),
    ('US', 'NH', 'New Hampshire', '603'),
    ('US', 'NJ', 'New Jersey', '201 551 609 640 732 848 856 862 908 973'),
    ('US', 'NM', 'New Mexico', '505 575'),
    ('US', 'NV', 'Nevada', '702 725 775'),
    ('US', 'NY', 'New York', '212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934'),
    ('US', 'OH', 'Ohio', '216 220 234 283 326 330 380 419 436 440 513 567 614 740 937'),
    ('US', 'OK', 'Oklahoma', '405 539 572 580 918'),
    ('US', 'OR', 'Oregon', '458 503 541 971'),
    ('US', 'PA', 'Pennsylvania', '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878'),
    ('US', 'RI', 'Rhode Island', '401'),
    ('US', 'SC', 'South Carolina', '803 821 839 843 854 864'),
    ('US', 'SD', 'South Dakota', '605'),
    ('US', 'TN', 'Tennessee', '423 615 629 729 731 865 901 931'),
    ('US', 'TX', 'Texas', '210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 915 936 940 945 956'
                          ' 972 979'),
    ('US', 'UT', 'Utah', '385 435 801'),
    ('US', 'VA', 'Virginia', '276 434 540 571 686 703 757 804 826 948'),
    ('US', 'VT', 'Vermont', '802'),
    ('US', 'WA', 'Washington', '206 253 360 425 509 564'),
    ('US', 'WI', 'Wisconsin', '262 274 353 414 534 608 715 920'),
    ('US', 'WV', 'West Virginia', '304 681'),
    ('US', 'WY', 'Wyoming', '307'),
    ('AS', 'AS', 'American Samoa', '684'),
    ('GU', 'GU', 'Guam', '671'),
    ('MP', 'MP', 'Northern Mariana Islands', '670'),
    ('PR', 'PR', 'Puerto Rico', '787 939'),
    ('VI', 'VI', 'U.S. Virgin Islands', '340'),
    ('CA', 'AB', 'Alberta', '368 403 587 780 825'),
    ('CA', 'BC', 'British Columbia', '236 250 257 604 672 778'),
    ('CA', 'MB', 'Manitoba', '204 431 584'),
    ('CA', 'NB', 'New Brunswick', '428 506'),
    ('CA', 'NL', 'Newfoundland and Labrador', '709 879'),
    ('CA', 'NS/PE', 'Nova Scotia, Prince Edward Island', '782 902'),
    ('CA', 'NT/NU/YT', 'Northwest Territories, Nunavut, Yukon', '867'),
    ('CA', 'ON', 'Ontario', '226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 807 905 942'),
    ('CA', 'QC', 'Quebec', '263 273 354 367 418 438 450 468 514 579 581 819 873'),
    ('CA', 'SK', 'Saskatchewan', '306 474 639'),
    ('AG', NULL, NULL, '268'), ('AI', NULL, NULL, '264'), ('BB', NULL, NULL, '246'), ('BM', NULL, NULL, '441'),
    ('BS', NULL, NULL, '242'), ('DM', NULL, NULL, '767'), ('DO', NULL, NULL, '809 829 849'), ('GD', NULL, NULL, '473'),
    ('JM', NULL, NULL, '658 876'), ('KN', NULL, NULL, '869'), ('KY', NULL, NULL, '345'), ('LC', NULL, NULL, '758'),
    ('MS', NULL, NULL, '664'), ('SX', NULL, NULL, '721'), ('TC', NULL, NULL, '649'), ('TT', NULL, NULL, '868'),
    ('VC', NULL, NULL, '784'), ('VG', NULL, NULL, '284')
) AS plan (country, state, state_name, codes);

CREATE FUNCTION archive.area_code(number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN number ~ '^\+1[2-9][0-9]{9}$' THEN substr(number, 3, 3) END;
COMMENT ON FUNCTION archive.area_code(text) IS 'The area code of a number of the North American plan, in E.164; null for any other number.';

-- The figures of days and callers so far are by spelling. They are computed anew, from the rows that are read.
TRUNCATE archive.call_days, archive.callers;
DELETE FROM archive.stale_marks WHERE rollup IN ('days', 'callers');

ALTER TABLE archive.call_days ADD COLUMN called_number text;
ALTER TABLE archive.call_days ADD COLUMN inbound_calls bigint NOT NULL;
ALTER TABLE archive.call_days ADD COLUMN withheld_calls bigint NOT NULL;
COMMENT ON COLUMN archive.call_days.callers IS 'Different numbers that called, whatever their spelling; withheld numbers and those not read yet are not counted.';
COMMENT ON COLUMN archive.call_days.called_number IS 'The called number as in calls; null for the day''s total, and if it was withheld or not read yet.';
COMMENT ON COLUMN archive.call_days.inbound_calls IS 'Of the calls, inbound calls.';
COMMENT ON COLUMN archive.call_days.withheld_calls IS 'Of the inbound calls, those whose caller withheld the number.';

ALTER TABLE archive.callers ADD COLUMN kind text;
ALTER TABLE archive.callers ADD COLUMN country text;
ALTER TABLE archive.callers ADD COLUMN area text;
ALTER TABLE archive.callers ADD COLUMN toll_free boolean;
COMMENT ON COLUMN archive.callers.caller IS 'The number that called, whatever its spelling: caller_number of its calls.';
COMMENT ON COLUMN archive.callers.kind IS 'What it is: number, short (a short code), login, or unreadable.';
COMMENT ON COLUMN archive.callers.country IS 'The country of the number''s plan, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN archive.callers.area IS 'The area to which the number was first given. It is no location: numbers move with people, and a caller''s number can be false.';
COMMENT ON COLUMN archive.callers.toll_free IS 'Whether the number is free of charge for callers.';

CREATE TABLE archive.call_areas (
    account_id       bigint      NOT NULL,
    day_start        timestamptz NOT NULL,
    direction        text        NOT NULL,
    kind             text,
    country          text,
    area_code        text,
    area             text,
    calls            bigint      NOT NULL,
    timed_calls      bigint      NOT NULL,
    duration_seconds bigint      NOT NULL,
    numbers          bigint      NOT NULL
);
CREATE INDEX call_areas_day ON archive.call_areas (account_id, day_start);
COMMENT ON TABLE archive.call_areas IS 'Stored figures of each day, per direction and per kind, country and area of the outside party: the caller, or the called number of outbound calls. They may be stale; use reporting.calls_by_area and reporting.calls_by_country instead.';
COMMENT ON COLUMN archive.call_areas.account_id IS 'The account.';
COMMENT ON COLUMN archive.call_areas.day_start IS 'When the day begins.';
COMMENT ON COLUMN archive.call_areas.direction IS 'The direction of the calls, as in calls.';
COMMENT ON COLUMN archive.call_areas.kind IS 'What the outside party is, as in calls: number, short, withheld, login or unreadable; null if it was not read yet.';
COMMENT ON COLUMN archive.call_areas.country IS 'The country of its number, as ISO 3166 alpha-2; null if it has none or is not known.';
COMMENT ON COLUMN archive.call_areas.area_code IS 'The area code of a number of the North American plan; null for any other.';
COMMENT ON COLUMN archive.call_areas.area IS 'The area to which its number was first given; null if it is not known.';
COMMENT ON COLUMN archive.call_areas.calls IS 'Calls that started on the day.';
COMMENT ON COLUMN archive.call_areas.timed_calls IS 'Calls that started on the day and have a known, possible end.';
COMMENT ON COLUMN archive.call_areas.duration_seconds IS 'Total duration of the calls with a known, possible end, in seconds.';
COMMENT ON COLUMN archive.call_areas.numbers IS 'Different numbers of outside parties; withheld numbers are not counted.';

COMMENT ON COLUMN archive.stale_marks.rollup IS 'Which figures: hours (call_hours), days (call_days and call_areas), errors (error_hours) or callers.';
COMMENT ON COLUMN archive.stale_marks.caller IS 'The number of the caller; null for an hour or a day.';

-- As in V6, but by number. A call without a number, because it was withheld or not read yet, is no caller's.
CREATE OR REPLACE FUNCTION archive.mark_calls() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'hours', hour
    FROM (SELECT account_id, date_trunc('hour', started_at, zone) AS first_hour,
                 max(archive.end_of(started_at, ended_at)) AS last_end
          FROM touched GROUP BY 1, 2) AS spans CROSS JOIN LATERAL generate_series(first_hour, last_end, interval '1 hour') AS hour;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'days', date_trunc('day', started_at, zone) FROM touched;
    INSERT INTO archive.stale_marks (account_id, rollup, caller, calls, first_call_at, last_call_at)
    SELECT account_id, 'callers', caller_number, CASE TG_OP WHEN 'INSERT' THEN count(*) END, min(started_at), max(started_at)
    FROM touched WHERE caller_number IS NOT NULL GROUP BY account_id, caller_number;
    RETURN NULL;
END $$;

-- Reading a number touches no hour, but its day, and its caller. A caller gains a call that is now read as its own as it gains a new
-- one; the one that loses a call is counted again, and so is one whose call changes otherwise.
CREATE OR REPLACE FUNCTION archive.mark_changed_call() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    zone text := (SELECT reporting_zone FROM archive.settings);
    has_new_times boolean := (OLD.started_at, OLD.ended_at, OLD.direction) IS DISTINCT FROM (NEW.started_at, NEW.ended_at, NEW.direction);
    is_gained boolean := OLD.caller_number IS DISTINCT FROM NEW.caller_number;
BEGIN
    IF has_new_times THEN
        INSERT INTO archive.stale_marks (account_id, rollup, at)
        SELECT DISTINCT account_id, 'hours', hour
        FROM (VALUES (OLD.account_id, OLD.started_at, OLD.ended_at), (NEW.account_id, NEW.started_at, NEW.ended_at))
            AS changed (account_id, started_at, ended_at)
        CROSS JOIN LATERAL generate_series(
            date_trunc('hour', started_at, zone), archive.end_of(started_at, ended_at), interval '1 hour') AS hour;
    END IF;
    INSERT INTO archive.stale_marks (account_id, rollup, at, caller, calls, first_call_at, last_call_at)
    SELECT OLD.account_id, 'days', date_trunc('day', OLD.started_at, zone), NULL::text, NULL::bigint, NULL::timestamptz, NULL::timestamptz
    UNION
    SELECT NEW.account_id, 'days', date_trunc('day', NEW.started_at, zone), NULL, NULL, NULL, NULL
    UNION ALL
    SELECT OLD.account_id, 'callers', NULL, OLD.caller_number, NULL, NULL, NULL
    WHERE OLD.caller_number IS NOT NULL AND (is_gained OR has_new_times)
    UNION ALL
    SELECT NEW.account_id, 'callers', NULL, NEW.caller_number, CASE WHEN is_gained THEN 1 ELSE 0 END, NEW.started_at, NEW.started_at
    WHERE NEW.caller_number IS NOT NULL;
    RETURN NULL;
END $$;
DROP TRIGGER mark_changed ON archive.calls;
-- Most updates of calls only change the state of the log. The condition skips them before the function is called.
CREATE TRIGGER mark_changed AFTER UPDATE ON archive.calls FOR EACH ROW
WHEN ((OLD.started_at, OLD.ended_at, OLD.direction, OLD.dest, OLD.src,
       OLD.caller_number, OLD.caller_kind, OLD.caller_country, OLD.caller_area, OLD.caller_toll_free,
       OLD.called_number, OLD.called_kind, OLD.called_country, OLD.called_area)
      IS DISTINCT FROM
      (NEW.started_at, NEW.ended_at, NEW.direction, NEW.dest, NEW.src,
       NEW.caller_number, NEW.caller_kind, NEW.caller_country, NEW.caller_area, NEW.caller_toll_free,
       NEW.called_number, NEW.called_kind, NEW.called_country, NEW.called_area))
EXECUTE FUNCTION archive.mark_changed_call();

CREATE OR REPLACE VIEW archive.fresh_days AS
WITH stale AS (
    SELECT DISTINCT account_id, at AS day_start FROM archive.stale_marks WHERE rollup = 'days'
)
SELECT account_id, day_start, figures.*
FROM stale CROSS JOIN LATERAL (
    WITH pairs AS MATERIALIZED (
        SELECT archive.called(direction, dest, src) AS called, caller_number AS caller, max(called_number) AS called_number,
               count(*) AS calls, count(archive.length_of(started_at, ended_at)) AS timed_calls, sum(archive.length_of(started_at, ended_at)) AS duration_seconds,
               count(*) FILTER (WHERE archive.length_of(started_at, ended_at) <= 6) AS short_calls,
               count(*) FILTER (WHERE direction = 'inbound') AS inbound_calls,
               count(*) FILTER (WHERE direction = 'inbound' AND caller_kind = 'withheld') AS withheld_calls
        FROM archive.calls
        WHERE calls.account_id = stale.account_id AND started_at >= day_start
          AND started_at < date_trunc('day', day_start + interval '26 hours', (SELECT reporting_zone FROM archive.settings))
        GROUP BY 1, 2
    ), numbers AS (
        SELECT called, sum(calls)::bigint AS calls, sum(timed_calls)::bigint AS timed_calls,
               coalesce(sum(duration_seconds), 0)::bigint AS duration_seconds, sum(short_calls)::bigint AS short_calls,
               count(caller) AS callers, max(called_number) AS called_number, sum(inbound_calls)::bigint AS inbound_calls,
               sum(withheld_calls)::bigint AS withheld_calls
        FROM pairs GROUP BY called
    )
    SELECT * FROM numbers
    UNION ALL
    SELECT NULL, sum(calls)::bigint, sum(timed_calls)::bigint, sum(duration_seconds)::bigint, sum(short_calls)::bigint,
           (SELECT count(DISTINCT caller) FROM pairs), NULL, sum(inbound_calls)::bigint, sum(withheld_calls)::bigint
    FROM numbers
    HAVING count(*) > 0
) AS figures;

CREATE VIEW archive.fresh_areas AS
WITH stale AS (
    SELECT DISTINCT account_id, at AS day_start FROM archive.stale_marks WHERE rollup = 'days'
)
SELECT account_id, day_start, figures.*
FROM stale CROSS JOIN LATERAL (
    SELECT direction, kind, country, archive.area_code(number) AS area_code, area, sum(calls)::bigint AS calls,
           sum(timed_calls)::bigint AS timed_calls, coalesce(sum(duration_seconds), 0)::bigint AS duration_seconds,
           count(number) AS numbers
    FROM (
        SELECT direction,
               CASE direction WHEN 'outbound' THEN called_number ELSE caller_number END AS number,
               CASE direction WHEN 'outbound' THEN called_kind ELSE caller_kind END AS kind,
               CASE direction WHEN 'outbound' THEN called_country ELSE caller_country END AS country,
               CASE direction WHEN 'outbound' THEN called_area ELSE caller_area END AS area,
               count(*) AS calls, count(archive.length_of(started_at, ended_at)) AS timed_calls,
               sum(archive.length_of(started_at, ended_at)) AS duration_seconds
        FROM archive.calls
        WHERE calls.account_id = stale.account_id AND started_at >= day_start
          AND started_at < date_trunc('day', day_start + interval '26 hours', (SELECT reporting_zone FROM archive.settings))
        GROUP BY 1, 2, 3, 4, 5
    ) AS parties
    GROUP BY 1, 2, 3, 4, 5
) AS figures;
COMMENT ON VIEW archive.fresh_areas IS 'The figures per area of stale days, computed from the calls.';

-- Each caller's stored figures are looked up by their whole key: before the first ANALYZE, a join would read all of the account's
-- for each caller, and with them those that the same statement has just stored.
-- What is known of a caller's number is what was read of its last call. The expression log_id + 0 keeps the planner from reading
-- the account's calls in the order of their numbers until it meets that one.
CREATE OR REPLACE VIEW archive.fresh_callers AS
WITH stale AS (
    SELECT account_id, caller, bool_or(calls IS NULL) AS is_recounted, sum(calls)::bigint AS calls,
           min(first_call_at) AS first_call_at, max(last_call_at) AS last_call_at
    FROM archive.stale_marks WHERE rollup = 'callers' GROUP BY account_id, caller
), counted AS (
    SELECT stale.account_id, stale.caller, stale.calls + coalesce(stored.calls, 0) AS calls,
           least(stale.first_call_at, stored.first_call_at) AS first_call_at,
           greatest(stale.last_call_at, stored.last_call_at) AS last_call_at
    FROM stale LEFT JOIN LATERAL (
        SELECT * FROM archive.callers WHERE callers.account_id = stale.account_id AND callers.caller = stale.caller LIMIT 1
    ) AS stored ON true
    WHERE NOT is_recounted
    UNION ALL
    SELECT stale.account_id, stale.caller, figures.*
    FROM stale CROSS JOIN LATERAL (
        SELECT count(*) AS calls, min(started_at) AS first_call_at, max(started_at) AS last_call_at
        FROM archive.calls
        WHERE caller_number = stale.caller AND calls.account_id = stale.account_id
    ) AS figures
    WHERE is_recounted AND figures.calls > 0
)
SELECT counted.*, reading.*
FROM counted CROSS JOIN LATERAL (
    SELECT caller_kind AS kind, caller_country AS country, caller_area AS area, caller_toll_free AS toll_free
    FROM archive.calls
    WHERE caller_number = counted.caller AND calls.account_id = counted.account_id AND started_at = counted.last_call_at
    ORDER BY log_id + 0 DESC LIMIT 1
) AS reading;

-- The columns of these views are those of the tables that store the figures.
DO $$
DECLARE
    same record;
BEGIN
    FOR same IN
        SELECT format('%s.%I', fresh.attrelid::regclass, fresh.attname) AS name, col_description(stored.attrelid, stored.attnum) AS text
        FROM (VALUES ('archive.fresh_days'::regclass, 'archive.call_days'::regclass), ('archive.fresh_areas', 'archive.call_areas'),
                     ('archive.fresh_callers', 'archive.callers')) AS pair (fresh, stored)
        JOIN pg_attribute AS fresh ON fresh.attrelid = pair.fresh
        JOIN pg_attribute AS stored ON stored.attrelid = pair.stored AND stored.attname = fresh.attname AND stored.attnum > 0
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s IS %L', same.name, same.text);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION archive.mark_everything() RETURNS void LANGUAGE plpgsql AS $$
DECLARE zone text := (SELECT reporting_zone FROM archive.settings);
BEGIN
    DELETE FROM archive.stale_marks WHERE rollup <> 'callers';
    -- not TRUNCATE, to which the login that archives may have no right
    DELETE FROM archive.call_hours;
    DELETE FROM archive.call_days;
    DELETE FROM archive.call_areas;
    DELETE FROM archive.error_hours;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'hours', hour
    FROM archive.calls CROSS JOIN LATERAL generate_series(
        date_trunc('hour', started_at, zone), archive.end_of(started_at, ended_at), interval '1 hour') AS hour;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'days', date_trunc('day', started_at, zone) FROM archive.calls;
    INSERT INTO archive.stale_marks (account_id, rollup, at)
    SELECT DISTINCT account_id, 'errors', date_trunc('hour', occurred_at, zone)
    FROM archive.errors WHERE occurred_at IS NOT NULL;
END $$;

INSERT INTO archive.stale_marks (account_id, rollup, at)
SELECT DISTINCT account_id, 'days', date_trunc('day', started_at, (SELECT reporting_zone FROM archive.settings)) FROM archive.calls;
INSERT INTO archive.stale_marks (account_id, rollup, caller)
SELECT DISTINCT account_id, 'callers', caller_number FROM archive.calls WHERE caller_number IS NOT NULL;
