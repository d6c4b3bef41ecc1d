package dev.callvault.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real browser that is on this machine; pictures of pages are left in {@code target/screenshots}. */
public final class TestBrowser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    /** As a container or root needs it, and without a word to the world. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync");

    /** Nothing takes so long, on any machine; what is looked for is mostly there at once. */
    private static final double PATIENCE_MILLIS = 600_000;

    private final Playwright playwright;
    private final Path path;

    private TestBrowser(Path path) {
        this.path = path;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /** The browser; without one the test is skipped, and says why. */
    public static TestBrowser orSkip() {
        Optional<Path> path =
                BROWSERS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
        assumeTrue(path.isPresent(), "no browser: install Debian's chromium to have the console tried in one");
        return new TestBrowser(path.orElseThrow());
    }

    public Browser open() {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(path)
                        .setArgs(ARGUMENTS)
                        .setTimeout(PATIENCE_MILLIS));
    }

    /** A page of a browser, which waits as long as it must. */
    public static Page page(Browser browser, Browser.NewPageOptions options) {
        Page page = browser.newPage(options);
        page.setDefaultTimeout(PATIENCE_MILLIS);
        return page;
    }

    /** A page of a browser, which waits as long as it must. */
    public static Page page(Browser browser) {
        return page(browser, new Browser.NewPageOptions());
    }

    /** Leaves a picture of the whole page. */
    public static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
