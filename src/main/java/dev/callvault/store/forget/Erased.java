package dev.callvault.store.forget;

import java.util.List;

/**
 * What an erasure erased, or would erase.
 *
 * @param mentions of the lines and unreadable rows among them, those that only mention the number in their text
 * @param examples some of the records, only for a trial
 */
public record Erased(DeletedRecords records, long mentions, List<Example> examples) {
    public Erased {
        examples = List.copyOf(examples);
    }

    /**
     * A record that would be erased.
     *
     * @param kind such as {@code call} or {@code error line}
     */
    public record Example(String kind, String text) {}
}
