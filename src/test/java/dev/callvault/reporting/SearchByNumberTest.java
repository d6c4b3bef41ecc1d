package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Reported;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.number.ReadNumber;
import dev.callvault.store.search.BodySearch;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.CallSearch;
import dev.callvault.store.search.FoundCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number finds its calls, however it is spelled in them and however it is typed, in each account by its own region. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchByNumberTest {
    private static final AccountId AMERICAN = new AccountId(1);
    private static final AccountId BRITISH = new AccountId(2);
    private static final List<AccountId> BOTH = List.of(AMERICAN, BRITISH);

    /** The calls of +1 617-555-0134, newest first; call 1 is in it twice: another call has its log id. */
    private static final List<Long> BOSTONIAN = List.of(7L, 6L, 5L, 4L, 3L, 2L, 1L, 1L);

    private final Reported reported = new Reported();
    private final CallSearch search = reported.archive.callSearch();

    @BeforeAll
    void fill() {
        reported.archive.maintenance().makePartitions(Instant.parse("2026-11-03T00:00:00Z"));
        reported.execute("INSERT INTO archive.accounts (name, base_url, zone, region, created_at)"
                + " VALUES ('london', 'https://example.com/ws', 'Europe/London', 'GB', now())");
        call(1, "inbound", "6177120001", "6175550134");
        call(2, "outbound", "clerk@example.com", "16175550134");
        call(3, "outbound", "+16175550134", "8005550100");
        call(4, "inbound", "6177120001", "6175550134,26");
        call(5, "inbound", "6177120001", "tel:+16175550134;postd=2");
        call(6, "inbound", "6177120001", "sip:+16175550134@10.0.0.1;user=phone");
        call(7, "inbound", "(617) 555-0134", "01116175550134");
        reported.execute("INSERT INTO archive.call_conflicts SELECT account_id, log_id, sha256('other'), '7;7;other',"
                + " direction, '8005550100', '617.555.0134', started_at - interval '1 minute', NULL, 'lost', first_seen_at"
                + " FROM archive.calls WHERE log_id = 1");
        call(9, "inbound", "6177120001", "+4582345678");
        call(10, "inbound", "6177120001", "0114582345678");
        call(11, "inbound", "6177120001", "+14582345678");
        call(12, "inbound", "6177120001", "4582345678");
        call(13, "inbound", "6177120001", "anonymous");
        call(14, "inbound", "6177120001", "");
        call(15, "inbound", "6177120001", "Front  Desk");
        call(16, "inbound", "6177120001", "62262");
        call(21, "inbound", "02079460001", "02079460018");
        call(22, "inbound", "02079460001", "0016175550134");
        call(23, "inbound", "02079460001", "Anonymous");
        reported.execute("UPDATE archive.calls SET account_id = 2 WHERE log_id > 20")
                .readNumbers();
        reported.body(1, "2026-11-03T10:01:00Z", "a log")
                .body(13, "2026-11-03T10:13:00Z", "a log")
                .body(16, "2026-11-03T10:16:00Z", "a log");
    }

    @AfterAll
    void close() {
        reported.close();
    }

    private void call(int minute, String direction, String dest, String src) {
        reported.call(minute, "2026-11-03T10:%02d:00Z".formatted(minute), null, direction, dest, src);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6175550134",
                "16175550134",
                "+16175550134",
                "+1 (617) 555-0134",
                "617.555.0134",
                "617-555-0134 x26",
                "6175550134,26",
                "tel:+1-617-555-0134",
                "sip:+16175550134@example.com",
                "011 1 617 555 0134"
            })
    void every_spelling_finds_every_spelling_in_both_directions_and_among_conflicts(String typed) {
        assertThat(found(typed, AMERICAN)).isEqualTo(BOSTONIAN);
        assertThat(paged(typed)).as("page by page").isEqualTo(BOSTONIAN);
        assertThat(search.count(filter(typed, List.of(AMERICAN), Optional.empty(), 50), 100))
                .hasValue(BOSTONIAN.size());
        assertThat(search.readings(filter(typed, List.of(AMERICAN), Optional.empty(), 50)))
                .extracting(ReadNumber::form)
                .containsExactly("+16175550134");
        assertThat(inLogs(typed)).containsExactly(1L);
    }

    @Test
    void denmark_and_oregon_stay_apart() {
        assertThat(found("+4582345678", AMERICAN)).containsExactly(10L, 9L);
        assertThat(found("011 45 82 34 56 78", AMERICAN)).containsExactly(10L, 9L);
        assertThat(found("+14582345678", AMERICAN)).containsExactly(12L, 11L);
        assertThat(found("458-234-5678", AMERICAN)).containsExactly(12L, 11L);
    }

    @Test
    void each_account_reads_a_number_in_its_own_region() {
        assertThat(found("020 7946 0018", BRITISH)).containsExactly(21L);
        assertThat(found("+44 20 7946 0018", AMERICAN, BRITISH)).containsExactly(21L);
        assertThat(found("+1 617 555 0134", BRITISH)).containsExactly(22L);
        assertThat(found("6175550134", BRITISH)).isEmpty();
        assertThat(search.readings(filter("6175550134", BOTH, Optional.empty(), 50)))
                .hasSize(2);
        assertThat(search.readings(filter("+16175550134", BOTH, Optional.empty(), 50)))
                .hasSize(1);
        assertThat(found("+16175550134", AMERICAN, BRITISH))
                .hasSize(BOSTONIAN.size() + 1)
                .startsWith(22L, 7L);
        assertThat(search.count(filter("+16175550134", BOTH, Optional.empty(), 50), 100))
                .hasValue(BOSTONIAN.size() + 1);
    }

    @ParameterizedTest
    @CsvSource({"anonymous", "Restricted", "withheld", "UNAVAILABLE"})
    void a_word_for_a_withheld_number_finds_the_callers_that_withheld_theirs(String word) {
        assertThat(found(word, AMERICAN)).containsExactly(14L, 13L);
        assertThat(found(word, AMERICAN, BRITISH)).containsExactly(23L, 14L, 13L);
        assertThat(inLogs(word)).containsExactly(13L);
        assertThat(search.count(filter(word, BOTH, Optional.empty(), 50), 100)).hasValue(3);
    }

    @Test
    void short_codes_logins_and_what_cannot_be_read_are_found_by_their_own_text() {
        assertThat(found("62262", AMERICAN)).containsExactly(16L);
        assertThat(found("CLERK@example.com", AMERICAN)).containsExactly(2L);
        assertThat(found(" front  desk", AMERICAN)).containsExactly(15L);
        assertThat(found("back  desk", AMERICAN)).isEmpty();
    }

    @Test
    void calls_whose_numbers_were_not_read_yet_are_found_by_everything_else() {
        reported.execute("INSERT INTO archive.calls (account_id, log_id, session_id, direction, dest, src, started_at,"
                + " first_seen_at) VALUES (2, 31, 's31', 'inbound', '02079460001', '02079460099', '2026-11-03T11:00:00Z',"
                + " now())");
        try {
            assertThat(found("02079460099", BRITISH)).isEmpty();
            FoundCall unread = search.find(filter(List.of(BRITISH))).calls().getFirst();
            assertThat(unread.call().logId()).isEqualTo(new LogId(31));
            assertThat(unread.caller().kind()).isNull();
        } finally {
            reported.execute("DELETE FROM archive.calls WHERE log_id = 31");
        }
    }

    @Test
    void a_call_tells_how_its_numbers_were_read_and_what_the_plan_says() {
        CallDetails call = search.details(AMERICAN, new LogId(1)).orElseThrow();

        assertThat(call.found().caller().form()).isEqualTo("+16175550134");
        assertThat(call.found().caller().kind()).isEqualTo(ReadNumber.Kind.NUMBER);
        assertThat(call.found().caller().plan().country()).isEqualTo("US");
        CallDetails withheld = search.details(AMERICAN, new LogId(14)).orElseThrow();
        assertThat(withheld.found().caller().kind()).isEqualTo(ReadNumber.Kind.WITHHELD);
        assertThat(withheld.found().caller().plan().country()).isNull();
    }

    private List<Long> found(String typed, AccountId... accounts) {
        return search.find(filter(typed, List.of(accounts), Optional.empty(), 50)).calls().stream()
                .map(it -> it.call().logId().value())
                .toList();
    }

    /** On pages of two. */
    private List<Long> paged(String typed) {
        List<Long> found = new ArrayList<>();
        Optional<CallFilter.Position> before = Optional.empty();
        do {
            List<FoundCall> page =
                    search.find(filter(typed, List.of(AMERICAN), before, 2)).calls();
            page.forEach(it -> found.add(it.call().logId().value()));
            before = page.stream()
                    .map(it -> new CallFilter.Position(
                            it.call().startedAt(), it.call().logId().value()))
                    .reduce((first, second) -> second);
        } while (before.isPresent());
        return found;
    }

    private List<Long> inLogs(String typed) {
        return reported
                .archive
                .bodySearch()
                .search(new BodySearch.Query(
                        "a log", Optional.empty(), Optional.empty(), Optional.of(typed), Optional.empty(), 9))
                .stream()
                .map(it -> it.logId().value())
                .toList();
    }

    private static CallFilter filter(List<AccountId> accounts) {
        return filter(Optional.empty(), accounts, Optional.empty(), 50);
    }

    private static CallFilter filter(
            String number, List<AccountId> accounts, Optional<CallFilter.Position> before, int most) {
        return filter(Optional.of(number), accounts, before, most);
    }

    private static CallFilter filter(
            Optional<String> number, List<AccountId> accounts, Optional<CallFilter.Position> before, int most) {
        return new CallFilter(
                accounts,
                number,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                new CallFilter.Page(before, most));
    }
}
