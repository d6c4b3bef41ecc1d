package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Scene;
import dev.callvault.call.Account;
import dev.callvault.config.DatabaseSettings;
import dev.callvault.serve.Door;
import dev.callvault.serve.Logins;
import dev.callvault.serve.WebServer;
import dev.callvault.serve.console.Console;
import dev.callvault.serve.console.Visitor;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Freshness;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people read of two hundred accounts: bounded in statements, and in what a page shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadableAccountsTest {
    private static final Pattern PANEL = Pattern.compile("<section class=\"panel\" aria-label=\"Account ([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");

    private final Scene scene = Scene.small();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database = database(scene);
    private final AtomicInteger statements = new AtomicInteger();
    private final PostgresArchive archive = new PostgresArchive(counted(database.dataSource()));
    private final WebServer server = server();

    @BeforeAll
    void fill() {
        scene.archive();
        scene.archived.execute("INSERT INTO archive.accounts (name, base_url, zone, created_at)"
                + " SELECT 'account-' || number, 'https://example.com/ws', 'America/New_York', timestamptz '"
                + Scene.NOW
                + "' FROM generate_series(101, 299) AS number");
        scene.archived.execute(
                "INSERT INTO archive.runs (account_id, stream, attempted_at, succeeded_at, failure, requests)"
                        + " SELECT account_id, stream, timestamptz '" + Scene.NOW + "', timestamptz '" + Scene.NOW
                        + "', NULL, 1 FROM archive.accounts, unnest(ARRAY['calls', 'sessions', 'errors', 'bodies']) AS stream"
                        + " WHERE name <> 'default'");
        scene.archived.execute("INSERT INTO archive.gaps (account_id, stream, from_time, to_time, reason, detected_at)"
                + " SELECT account_id, 'calls', timestamptz '" + Scene.NOW + "' - interval '1 hour', timestamptz '"
                + Scene.NOW + "', 'lost', timestamptz '" + Scene.NOW
                + "' FROM archive.accounts WHERE name IN ('account-250', 'account-299')");
        server.start();
    }

    @AfterAll
    void close() {
        server.close();
        database.close();
        client.close();
        scene.close();
    }

    private static Database database(Scene scene) {
        DatabaseSettings settings = scene.settings().database().orElseThrow();
        return new Database(settings.url(), settings.username(), null);
    }

    private WebServer server() {
        Console.Parts parts = new Console.Parts(
                archive.accounts(),
                archive.status(),
                archive.callSearch(),
                archive.numbers(),
                archive.activity(),
                archive.errorKinds(),
                archive.reportViews(),
                new Console.Keeping(archive.forgetting(), archive.keep(), archive.forgotten()));
        Console console = new Console(
                parts,
                ZoneId.of("America/New_York"),
                Freshness.ofDaemon(Duration.ofMinutes(10)),
                scene.clock,
                it -> new Visitor("someone", true, name -> true),
                LogReads.NONE);
        return new WebServer("127.0.0.1", 0, new Door(new Logins(List.of(), scene.clock)), List.of(console));
    }

    /** The same, with every statement counted. */
    private DataSource counted(DataSource real) {
        return proxy(DataSource.class, real, false);
    }

    private <T> T proxy(Class<T> type, Object real, boolean isConnection) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (isConnection && method.getName().equals("prepareStatement")) {
                        statements.incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof Connection ? proxy(Connection.class, result, true) : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private int statementsOf(Runnable work) {
        int before = statements.get();
        work.run();
        return statements.get() - before;
    }

    private String body(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static List<String> panels(String page) {
        List<String> panels = new ArrayList<>();
        Matcher found = PANEL.matcher(page);
        while (found.find()) {
            panels.add(found.group(1));
        }
        return panels;
    }

    @Test
    void two_hundred_accounts_cost_as_many_statements_as_one() {
        List<Account> all = archive.accounts().all();
        assertThat(all).hasSize(200);

        int one = statementsOf(() -> archive.status().statuses(List.of(all.getFirst()), Scene.NOW));

        assertThat(one).isLessThan(10);
        assertThat(statementsOf(() -> archive.status().statuses(all, Scene.NOW)))
                .isEqualTo(one);
        assertThat(statementsOf(() -> archive.status().glance(all, Scene.NOW))).isLessThan(one);
        assertThat(statementsOf(() -> archive.health().accounts(Scene.NOW))).isLessThan(one);
    }

    @Test
    void each_stands_as_it_would_by_itself_and_a_glance_counts_nothing() {
        List<Account> all = archive.accounts().all();
        List<AccountStatus> together = archive.status().statuses(all, Scene.NOW);

        assertThat(together)
                .hasSize(200)
                .extracting(AccountStatus::account)
                .isEqualTo(all.stream().map(Account::name).toList());
        for (Account account : List.of(all.getFirst(), all.get(150), all.getLast())) {
            assertThat(together).contains(archive.status().status(account, Scene.NOW));
        }
        AccountStatus archived = together.getLast();
        assertThat(archived.account()).isEqualTo("default");
        assertThat(archived.streams().getFirst().stored())
                .isEqualTo(scene.archived.count("SELECT count(*) FROM archive.calls"));
        AccountStatus glance = archive.status().glance(all, Scene.NOW).getLast();
        assertThat(glance.streams().getFirst().stored()).isZero();
        assertThat(glance.logStates()).isEmpty();
        assertThat(glance.forecast()).isEqualTo(archived.forecast());
    }

    @Test
    void the_overview_has_twenty_five_accounts_a_page_those_in_trouble_first()
            throws IOException, InterruptedException {
        String page = body("/");
        assertThat(page)
                .contains("2 of 200 accounts are in trouble, and come first. This page shows accounts 1 to 25.");
        assertThat(panels(page)).hasSize(25).startsWith("account-250", "account-299");

        List<String> all = new ArrayList<>();
        String path = "/";
        while (!path.isEmpty()) {
            String next = body(path);
            all.addAll(panels(next));
            Matcher more = NEXT.matcher(next);
            path = more.find() ? more.group(1) : "";
        }
        assertThat(new HashSet<>(all)).hasSize(200);
        assertThat(all).hasSize(200);
        assertThat(panels(body("/?page=99999"))).as("the last page").isEqualTo(all.subList(175, 200));
        assertThat(panels(body("/?page=nonsense"))).isEqualTo(all.subList(0, 25));
    }

    @Test
    void the_coverage_is_that_of_one_account_which_can_be_chosen() throws IOException, InterruptedException {
        assertThat(panels(body("/coverage"))).containsExactly("account-101");
        assertThat(panels(body("/coverage?account=default"))).containsExactly("default");
        assertThat(panels(body("/coverage?account=nobody"))).containsExactly("account-101");
        assertThat(body("/coverage?account=default"))
                .contains("<option value=\"default\" selected>", "<option value=\"account-299\">");
    }
}
