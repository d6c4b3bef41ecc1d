package dev.callvault.refine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes what must not be kept before anything is stored, hashed or logged: card numbers, and whatever the user's own
 * rules match. Pure; immutable and safe for use by many threads.
 *
 * <p>Every digit of a card number becomes {@code *} in place. The text keeps its length and layout, and no digit is
 * left that could form another number with its neighbours, so redacting twice changes nothing. Text without matches is
 * returned as the same object.
 */
public class Redactor {
    /** Changes nothing. */
    public static final Redactor NONE = new Redactor(false, List.of());

    /** Redacts card numbers. */
    public static final Redactor CARDS = new Redactor(true, List.of());

    private static final int MAX_PHONE = 15;

    private final boolean isForCards;
    private final List<RedactionRule> rules;

    public Redactor(boolean isForCards, List<RedactionRule> rules) {
        this.isForCards = isForCards;
        this.rules = List.copyOf(rules);
    }

    /** A log, or a raw response in its place; counts are added to those it already has. */
    public CallBody body(CallBody body) {
        Masks masks = redacted(body.content());
        String location = text(body.location());
        if (masks.counts().isEmpty() && location.equals(body.location())) {
            return body;
        }
        return new CallBody(masks.content(), location, sum(body.redactions(), masks.counts()));
    }

    /**
     * A line. Its leading columns hold adjacent telephone numbers of up to fifteen digits, which must not be taken for
     * a grouped card number, so each column is checked on its own.
     */
    public RawLine line(RawLine line) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int columns = columns(line.text());
        String front = words(line.text().substring(0, columns), counts);
        String redacted = front + text(line.text().substring(columns), counts);
        return counts.isEmpty() ? line : new RawLine(redacted, line.altered(), sum(line.redactions(), counts));
    }

    /** Where the columns end and free text begins. */
    private static int columns(String line) {
        return LineColumns.of(line)
                .map(it -> line.length() - it.rest().length())
                .or(() ->
                        Brackets.cut(line).map(it -> line.length() - it.after().length()))
                .orElse(0);
    }

    private String words(String text, Map<String, Integer> counts) {
        StringBuilder redacted = new StringBuilder(text.length());
        for (String word : text.split("(?<= )", -1)) {
            redacted.append(isPhone(word.strip()) ? word : text(word, counts));
        }
        return redacted.toString();
    }

    /** A listed call: only values too long for a telephone number are checked. */
    public CallSummary call(CallSummary call) {
        String dest = isPhone(call.dest()) ? call.dest() : text(call.dest());
        String src = isPhone(call.src()) ? call.src() : text(call.src());
        return dest.equals(call.dest()) && src.equals(call.src())
                ? call
                : new CallSummary(
                        call.logId(), call.sessionId(), call.direction(), dest, src, call.startedAt(), call.endedAt());
    }

    private static boolean isPhone(String word) {
        return word.length() <= MAX_PHONE && Texts.isDigits(word);
    }

    /** Any other text, such as a message that quotes the provider. */
    public String text(String text) {
        return text(text, new LinkedHashMap<>());
    }

    private String text(String text, Map<String, Integer> counts) {
        if (text.length() < DigitWindow.FEWEST && rules.isEmpty()) {
            return text;
        }
        Masks masks = redacted(Content.of(text.getBytes(UTF_8)));
        if (masks.counts().isEmpty()) {
            return text;
        }
        masks.counts().forEach((rule, count) -> counts.merge(rule, count, Integer::sum));
        return new String(masks.content().bytes(), UTF_8);
    }

    /** Cards come last, so that a rule's replacement cannot leave one behind. */
    private Masks redacted(Content content) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Masks masks = new Masks(rules.isEmpty() ? content : byRules(content, counts));
        if (isForCards) {
            maskCards(masks);
        }
        counts.forEach((rule, count) -> masks.counts().merge(rule, count, Integer::sum));
        return masks;
    }

    private static void maskCards(Masks masks) {
        DigitWindow typed = new DigitWindow();
        Passage.each(masks.original(), passage -> {
            CallerInput.mask(masks, passage, typed);
            CardNumbers.mask(masks, passage);
        });
    }

    /** A rule can match across lines, and so needs the whole text. */
    private Content byRules(Content content, Map<String, Integer> counts) {
        byte[] all = content.bytes();
        Charset charset = isUtf8(all) ? UTF_8 : ISO_8859_1; // keeps broken UTF-8 byte for byte
        String text = new String(all, charset);
        for (RedactionRule rule : rules) {
            RedactionRule.Applied applied = rule.apply(text);
            if (applied.count() > 0) {
                counts.merge(rule.name(), applied.count(), Integer::sum);
                text = applied.text();
            }
        }
        return counts.isEmpty() ? content : gathered(text.getBytes(charset));
    }

    private static Content gathered(byte[] bytes) {
        try (ContentBuilder content = new ContentBuilder(bytes.length)) {
            content.write(bytes, 0, bytes.length);
            return content.content();
        }
    }

    private static boolean isUtf8(byte[] content) {
        try {
            var ignored = UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
        Map<String, Integer> sum = new LinkedHashMap<>(one);
        other.forEach((rule, count) -> sum.merge(rule, count, Integer::sum));
        return sum;
    }
}
