package dev.callvault.refine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A user's own rule: every match is replaced. Patterns are RE2's, which take linear time on any text but support
 * neither look-around nor back-references.
 *
 * @param name the name under which matches are counted
 * @param replacement may contain {@code $1} for a group of the pattern
 */
public record RedactionRule(String name, Pattern pattern, String replacement) {
    /** The replacement if a rule names none. */
    public static final String STARS = "***";

    /**
     * A rule from its text form.
     *
     * @throws IllegalArgumentException with the reason in words
     */
    public static RedactionRule of(String name, String pattern, String replacement) {
        Pattern compiled = compiled(pattern);
        if (compiled.matcher("").find()) {
            throw new IllegalArgumentException("matches the empty string, and so would match everywhere");
        }
        checkGroups(compiled, replacement);
        if (compiled.matcher(replacement).find()) {
            throw new IllegalArgumentException("matches its own replacement " + replacement
                    + ", so redacting twice would change more; choose another replacement");
        }
        return new RedactionRule(name, compiled, replacement);
    }

    /** The pattern as it was written. */
    public String expression() {
        return pattern.pattern();
    }

    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "is not an RE2 pattern (look-around and back-references are not supported): "
                            + wrong.getDescription(),
                    wrong);
        }
    }

    private static void checkGroups(Pattern pattern, String replacement) {
        Matcher groups = Pattern.compile("\\$([0-9]+)").matcher(replacement);
        while (groups.find()) {
            if (groups.group(1).length() > 2 || Integer.parseInt(groups.group(1)) > pattern.groupCount()) {
                throw new IllegalArgumentException("has no group " + groups.group());
            }
        }
        if (Pattern.compile("\\$[^0-9]|\\$$|\\\\").matcher(replacement).find()) {
            throw new IllegalArgumentException("has a replacement with a $ or \\ that does not name a group");
        }
    }

    /** The text with every match replaced, and the number of matches; the same object if there are none. */
    Applied apply(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return new Applied(text, 0);
        }
        StringBuilder replaced = new StringBuilder();
        int count = 0;
        do {
            matcher.appendReplacement(replaced, replacement);
            count++;
        } while (matcher.find());
        matcher.appendTail(replaced);
        return new Applied(replaced.toString(), count);
    }

    /** The result of applying a rule. */
    record Applied(String text, int count) {}
}
