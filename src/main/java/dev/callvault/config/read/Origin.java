package dev.callvault.config.read;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a value comes from; a later source overrides an earlier one. */
public enum Origin {
    DEFAULT,
    FILE,
    ENVIRONMENT;

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
