package dev.callvault.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.app.daemon.ServedArchive;
import dev.callvault.call.CallSummary;
import dev.callvault.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A person at the console, with a real browser. Leaves pictures of every page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserTest {
    private static final List<String> PAGES =
            List.of("/", "/calls", "/coverage", "/errors", "/reports", "/reports/calls_by_day", "/keeping");
    private final Scene scene = Scene.small();
    private ServedArchive served = new ServedArchive(scene.database(), scene.clock);

    @SuppressWarnings("NullAway.Init")
    private TestBrowser browsers;

    private CallSummary lost = calls().findFirst().orElseThrow();

    @BeforeAll
    void archive() {
        browsers = TestBrowser.orSkip();
        lost = calls().skip(40).findFirst().orElseThrow();
        scene.simulator.faults().on(Fault.STATUS, "calls/log/" + lost.logId(), 404, Long.MAX_VALUE);
        scene.archive();
        scene.archived.execute("UPDATE archive.body_queue SET expires_at = timestamptz '" + Scene.NOW + "'");
        scene.clock.move(Duration.ofSeconds(1));
        scene.archive();
        assertThat(scene.archived.rows("SELECT log_state FROM archive.calls WHERE log_id = " + lost.logId()))
                .containsExactly("lost");
    }

    private Stream<CallSummary> calls() {
        return scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5))).stream();
    }

    @AfterAll
    void close() {
        served.close();
        scene.close();
    }

    @AfterAll
    void closeBrowser() {
        Optional.ofNullable(browsers).ifPresent(TestBrowser::close);
    }

    private String url(String path) {
        return served.address().resolve(path).toString();
    }

    @Test
    void a_call_is_found_by_its_number_and_its_log_is_read() {
        CallSummary call = calls().filter(it -> scene.archived.count(
                                "SELECT count(*) FROM archive.errors WHERE session_id = '" + it.sessionId() + "'")
                        > 0)
                .findFirst()
                .orElseThrow();
        try (Browser browser = browsers.open();
                Page page = TestBrowser.page(browser)) {
            page.navigate(url("/calls"));
            page.getByLabel("Number").fill(call.src().isEmpty() ? call.dest() : call.src());
            page.getByLabel("Session").fill(call.sessionId().value());
            page.keyboard().press("Enter");
            page.locator("table.calls tbody a").first().click();

            assertThat(page.locator("h1")).hasText("Call " + call.logId());
            assertThat(page.locator("ul.errors li").first()).isVisible();
            page.getByLabel("Find in this log").fill("start.vxml");
            assertThat(page.locator("#hits")).hasText("match 1 of 1");
            assertThat(page.locator("tr.hit")).hasCount(1);
            TestBrowser.picture(page, "call");
        }
    }

    @Test
    @Proof
    void a_lost_log_is_seen_on_the_picture_of_coverage() {
        try (Browser browser = browsers.open();
                Page page = TestBrowser.page(browser)) {
            page.navigate(url("/coverage"));

            assertThat(page.locator("td.cell.lost")).hasCount(1);
            assertThat(page.getByText(lost.logId().toString())).isVisible();
        }
    }

    @Test
    @Proof
    void every_page_fits_a_phone_and_a_wide_screen_in_light_and_dark_and_loads_nothing_from_elsewhere() {
        try (Browser browser = browsers.open()) {
            for (String path : PAGES) {
                look(browser, path, 1280, false);
                look(browser, path, 390, true);
            }
        }
    }

    private void look(Browser browser, String path, int width, boolean isDark) {
        Browser.NewPageOptions options = new Browser.NewPageOptions().setViewportSize(width, 900);
        if (isDark) {
            options.setColorScheme(ColorScheme.DARK);
        }
        try (Page page = TestBrowser.page(browser, options)) {
            List<String> complaints = new CopyOnWriteArrayList<>();
            page.onConsoleMessage(it -> complaints.add(it.text()));
            page.onPageError(complaints::add);
            page.onRequest(it -> {
                if (!it.url().startsWith(url("/"))) {
                    complaints.add(it.url());
                }
            });
            page.navigate(url(path));

            Object overflow =
                    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(overflow).as("%s at %d: nothing is cut", path, width).isEqualTo(0);
            assertThat(complaints).as("%s at %d", path, width).isEmpty();
            String name = path.equals("/") ? "overview" : path.substring(1).replace('/', '-');
            TestBrowser.picture(page, name + (isDark ? "-phone" : ""));
        }
    }

    @Test
    @Proof
    void axe_finds_nothing_on_any_page_at_either_width_in_light_and_dark() {
        scene.archived.execute("INSERT INTO archive.accounts (name, base_url, login, zone, created_at)"
                + " SELECT 'second', base_url, 'other', zone, created_at FROM archive.accounts");
        scene.archived.execute(
                "INSERT INTO archive.holds (kind, value, placed_at) VALUES ('number', '6175550101', now())");
        String call = "/calls/1/" + calls().skip(41).findFirst().orElseThrow().logId();
        List<String> paths = Stream.concat(PAGES.stream(), Stream.of(call, call + "?find=start.vxml", "/nothing"))
                .toList();
        List<String> found = new ArrayList<>();
        try (Browser browser = browsers.open()) {
            for (int width : new int[] {1280, 390}) {
                for (boolean isDark : new boolean[] {false, true}) {
                    Browser.NewPageOptions options = new Browser.NewPageOptions().setViewportSize(width, 900);
                    if (isDark) {
                        options.setColorScheme(ColorScheme.DARK);
                    }
                    // one page after another in the same window: starting a browser costs more than the rules
                    try (Page page = TestBrowser.page(browser, options)) {
                        paths.forEach(
                                path -> found.addAll(violations(page, path, width + (isDark ? " dark" : " light"))));
                    }
                }
            }
        } finally {
            scene.archived.execute("DELETE FROM archive.accounts WHERE name = 'second'");
            scene.archived.execute("DELETE FROM archive.holds");
        }
        assertThat(found).isEmpty();
    }

    private List<String> violations(Page page, String path, String how) {
        page.navigate(url(path));
        TestBrowser.picture(page, "axe" + path.replaceAll("[^a-z0-9]+", "-") + "-" + how.replace(' ', '-'));
        return Axe.violations(page).stream()
                .map(it -> path + " " + how + ": " + it)
                .toList();
    }

    @Test
    @Proof
    void an_hour_of_the_coverage_is_reached_by_keyboard_and_by_touch_says_what_it_is_and_leads_to_its_calls() {
        try (Browser browser = browsers.open();
                Page page = TestBrowser.page(browser, new Browser.NewPageOptions().setHasTouch(true))) {
            page.navigate(url("/coverage"));
            Locator figure = page.locator("figure").first();
            figure.locator("td a").first().focus();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowRight");
            assertThat(figure.locator(".cell-words")).containsText("2026-11-19 01:00 – proven complete");
            assertThat(page.locator("figure").first().locator("td a[tabindex='0']"))
                    .hasCount(1);

            figure.locator("tr").nth(2).locator("td a").nth(9).tap();
            assertThat(figure.locator(".cell-words")).containsText("2026-11-19 09:00 – proven complete");
            figure.locator(".cell-words a").click();
            assertThat(page.locator("h1")).hasText("Calls");
            assertThat(page.getByLabel("From")).hasValue("2026-11-19T09:00");
        }
    }

    @Test
    @Proof
    void the_switch_to_refresh_is_remembered_from_page_to_page() {
        try (Browser browser = browsers.open();
                Page page = TestBrowser.page(browser)) {
            page.navigate(url("/"));
            assertThat(page.getByLabel("Refresh every 30 seconds")).not().isChecked();
            page.getByLabel("Refresh every 30 seconds").check();
            page.navigate(url("/errors"));
            assertThat(page.getByLabel("Refresh every 30 seconds")).isChecked();
        }
    }

    @Test
    @Proof
    void the_menu_and_the_search_are_reached_by_keyboard() {
        try (Browser browser = browsers.open();
                Page page = TestBrowser.page(browser)) {
            page.navigate(url("/"));
            page.keyboard().press("Tab");
            Locator skip = page.locator("a.skip");
            assertThat(skip).isFocused();
            assertThat(page.locator("nav a[aria-current=page]")).hasText("Overview");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");

            assertThat(page).hasURL(url("/calls"));
        }
    }
}
