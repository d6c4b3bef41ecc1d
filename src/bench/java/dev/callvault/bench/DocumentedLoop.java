package dev.callvault.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The loop that the provider's page describes: list, then one log after another, a row at a time, on one connection to each
 * side. It proves nothing and forgets where it was.
 */
final class DocumentedLoop {
    private static final String CALL = """
            INSERT INTO archive.calls
                   (account_id, log_id, session_id, direction, dest, src, started_at, ended_at, log_state, first_seen_at)
            VALUES (?, ?, ?, ?, ?, ?, to_timestamp(?), to_timestamp(?), 'archived', now())
            """;
    private static final String LOG = """
            INSERT INTO archive.call_logs (account_id, log_id, started_at, body, sha256, size_bytes, location, fetched_at)
            SELECT ?, ?, to_timestamp(?), body, sha256(convert_to(body, 'UTF8')), octet_length(body), ?, now()
            FROM (SELECT ?::text) AS row (body)
            """;
    private static final int PAGE = 1000;

    private final Upstream upstream;
    private final ObjectMapper json = new ObjectMapper();

    DocumentedLoop(Upstream upstream) {
        this.upstream = upstream;
    }

    /** Calls a second, at most so many. */
    double archive(Archive archive, long most) throws IOException, SQLException {
        try (Connection connection = archive.connect();
                PreparedStatement call = connection.prepareStatement(CALL);
                PreparedStatement log = connection.prepareStatement(LOG)) {
            long account = archive.account(connection);
            connection.setAutoCommit(false);
            long begun = System.nanoTime();
            for (long offset = 0; offset < most; offset += PAGE) {
                for (JsonNode row : list(offset, Math.min(PAGE, most - offset))) {
                    bind(call, account, row);
                    call.executeUpdate();
                    bind(
                            log,
                            account,
                            row,
                            get(upstream.baseUrl() + "/calls/log/"
                                    + row.get("log_id").asText()));
                    log.executeUpdate();
                    connection.commit();
                }
            }
            return most / Seconds.since(begun);
        }
    }

    private JsonNode list(long offset, long limit) throws IOException {
        World world = upstream.world();
        return get(upstream.baseUrl() + "/calls/logs/" + world.from().getEpochSecond() + "/"
                        + world.to().plusSeconds(1).getEpochSecond() + "?offset=" + offset + "&limit=" + limit)
                .get("logs");
    }

    private JsonNode get(String url) throws IOException {
        HttpURLConnection request = (HttpURLConnection) URI.create(url).toURL().openConnection();
        try (InputStream answer = request.getInputStream()) {
            return json.readTree(answer).get("result");
        }
    }

    private static void bind(PreparedStatement call, long account, JsonNode row) throws SQLException {
        call.setLong(1, account);
        call.setLong(2, row.get("log_id").asLong());
        call.setString(3, row.get("session_id").asText());
        call.setString(4, row.get("type").asText());
        call.setString(5, row.get("dest").asText());
        call.setString(6, row.get("src").asText());
        call.setLong(7, row.get("start").asLong());
        call.setLong(8, row.get("end").asLong());
    }

    private static void bind(PreparedStatement log, long account, JsonNode row, JsonNode body) throws SQLException {
        log.setLong(1, account);
        log.setLong(2, row.get("log_id").asLong());
        log.setLong(3, row.get("start").asLong());
        log.setString(4, body.get("location").asText());
        log.setString(5, body.get("log").asText());
    }
}
