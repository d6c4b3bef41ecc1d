package dev.callvault.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The rules of axe for what people with other eyes and hands can use. */
final class Axe {
    /** Only the script is used; it is run past the page's own rules, which allow no script from elsewhere. */
    private static final String SCRIPT = script();

    private static final String RUN = """
            async () => (await axe.run()).violations.flatMap(violation => violation.nodes.map(node =>
                `${violation.id} at ${node.target}: ${node.failureSummary}`)).join("\\u0000")""";

    private Axe() {}

    /** Every place that breaks a rule. */
    static List<String> violations(Page page) {
        Object unused = page.evaluate(SCRIPT);
        String found = String.valueOf(page.evaluate(RUN));
        return Stream.of(found.split("\u0000", -1)).filter(it -> !it.isEmpty()).toList();
    }

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe").readAllBytes(), StandardCharsets.UTF_8) + ";true";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
