package dev.callvault.config;

import dev.callvault.refine.RedactionRule;
import java.util.List;

/**
 * What is taken out before anything is stored or logged.
 *
 * @param cardNumbers whether card numbers are
 * @param rules of the user's own, in their order
 */
public record RedactionSettings(boolean cardNumbers, List<RedactionRule> rules) {
    public RedactionSettings {
        rules = List.copyOf(rules);
    }
}
