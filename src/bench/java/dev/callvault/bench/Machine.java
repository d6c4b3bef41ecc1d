package dev.callvault.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    static String describe(String database) {
        return "%d cores%s, %s %s, Java %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version().feature(),
                        database);
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(it -> it.startsWith("model name"))
                    .findFirst()
                    .map(it -> " of " + it.substring(it.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException elsewhere) {
            return "";
        }
    }
}
