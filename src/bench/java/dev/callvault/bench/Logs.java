package dev.callvault.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Texts such as the provider's logs: lines with a time, a module and words, which compress about as real ones do. */
final class Logs {
    private static final List<String> MODULES = List.of("vxi", "client", "inet", "jsi", "prompt", "rec", "tel", "log");
    private static final List<String> WORDS = List.of(
            "fetching http://example.com/ivr/menu.php?step=",
            "User input: 1 (dtmf)",
            "Entering form id=",
            "prompt queued",
            "audio/menu_main.wav",
            "recognised with confidence",
            "nomatch, reprompt",
            "variable caller_state set to",
            "transfer to agent",
            "returned 200 OK in",
            "ms");

    private Logs() {}

    /** A text of this many bytes, the same for the same number. */
    static byte[] text(int bytes, long number) {
        SplittableRandom random = new SplittableRandom(number);
        StringBuilder text = new StringBuilder(bytes + 200);
        for (int second = 0; text.length() < bytes; second++) {
            line(text, second, number, random);
        }
        text.setLength(bytes);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void line(StringBuilder text, int second, long number, SplittableRandom random) {
        text.append("Tue 24 Nov 2026 10:%02d:%02d AM EST [".formatted(second / 60 % 60, second % 60))
                .append(MODULES.get(random.nextInt(MODULES.size())))
                .append("] (a10001;%03d;1764000000) LOCAL:".formatted(number % 192));
        for (int word = 0; word < 4; word++) {
            text.append(' ').append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(100_000));
        }
        text.append('\n');
    }
}
