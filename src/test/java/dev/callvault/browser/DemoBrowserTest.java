package dev.callvault.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.callvault.Await;
import dev.callvault.Proof;
import dev.callvault.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer with a browser at the console of the demo, which is a process of its own. */
@Proof
class DemoBrowserTest {
    private static final Pattern ADDRESS = Pattern.compile("The console is at (http://\\S+/) ");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void a_call_of_the_demo_is_found_by_its_number_and_its_error_and_log_are_read()
            throws IOException, InterruptedException {
        try (TestBrowser browsers = TestBrowser.orSkip()) {
            Program program = new Program(directory).with("CALLVAULT_SERVE_PORT", 0);
            Process demo = program.start("demo");
            try (Browser browser = browsers.open();
                    Page page = TestBrowser.page(browser)) {
                look(page, console(program, demo));
            } finally {
                demo.destroy();
                Await.end(demo);
            }
        }
    }

    /** The address that the demo prints. */
    private static String console(Program program, Process demo) {
        Await.until(
                "the console's address",
                () -> !demo.isAlive() || ADDRESS.matcher(program.err()).find());
        Matcher address = ADDRESS.matcher(program.err());
        assertThat(address.find()).as(program.err()).isTrue();
        return address.group(1);
    }

    private static void look(Page page, String console) {
        page.navigate(console);
        assertThat(page.locator("h2 .verdict")).hasText("Nothing is lost");
        assertThat(page.locator(".chart canvas").first()).isVisible();
        TestBrowser.picture(page, "demo-overview");

        page.navigate(console + "calls?errors=on");
        // whose calls come first depends on the hour of the day: some callers withhold their number, some logs wait
        String number = withLog(page)
                .filter(new Locator.FilterOptions().setHasNotText("withheld"))
                .first()
                .locator("td")
                .nth(2)
                .innerText();
        page.getByLabel("Number").fill(number);
        page.keyboard().press("Enter");
        assertThat(page.locator("table.calls tbody tr").first()).containsText(number);
        withLog(page).first().locator("a").first().click();

        assertThat(page.locator("h1")).containsText("Call ");
        assertThat(page.locator("main")).containsText(number);
        assertThat(page.locator("ul.errors li").first()).isVisible();
        page.getByLabel("Find in this log").fill("start.vxml");
        assertThat(page.locator("#hits")).containsText("match 1 of 1");
        TestBrowser.picture(page, "demo-call");
    }

    private static Locator withLog(Page page) {
        return page.locator("table.calls tbody tr")
                .filter(new Locator.FilterOptions().setHas(page.locator(".state.archived")));
    }
}
