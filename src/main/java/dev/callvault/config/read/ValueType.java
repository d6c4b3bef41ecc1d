package dev.callvault.config.read;

import java.util.Optional;

/**
 * What may stand at a key.
 *
 * @param allowed the allowed texts in words, after "is not"
 * @param secret whether the text must not be shown
 * @param reading empty for a text that is not allowed
 */
record ValueType<T>(String allowed, boolean secret, Reading<T> reading) {
    private static final int SHOWN = 60;

    /** How a text becomes a value. */
    @FunctionalInterface
    interface Reading<T> {
        /** The value; {@link InvalidValue} when there is more to say than what is allowed. */
        Optional<T> read(String text) throws InvalidValue;
    }

    static <T> ValueType<T> of(String allowed, Reading<T> reading) {
        return new ValueType<>(allowed, false, reading);
    }

    T read(String text) throws InvalidValue {
        // Spaces around a value are an accident, except in a password.
        String trimmed = secret ? text : text.strip();
        return reading.read(trimmed).orElseThrow(() -> new InvalidValue(shown(trimmed) + " is not " + allowed));
    }

    private String shown(String text) {
        if (secret) {
            return "the value";
        }
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + '"';
    }
}
