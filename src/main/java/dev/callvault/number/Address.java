package dev.callvault.number;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a spelling addresses, without what is around it.
 *
 * @param user the number or the name, without parameters
 * @param host in lower case, without its port; empty if there is none
 * @param context the digits that the parameter {@code phone-context} puts in front of a local number, with their +; or empty
 * @param isUri whether it came with a scheme, such as {@code sip:}
 */
record Address(String user, String host, String context, boolean isUri) {
    private static final Pattern BRACKETS = Pattern.compile("([^<>]*)<([^<>]*)>?.*");
    private static final Pattern SCHEME = Pattern.compile("(?i)(tel|sips?|callto|phone|h323):(?://)?(.*)");
    private static final Pattern CONTEXT = Pattern.compile("(?i);phone-context=(\\+[0-9]{1,15})");
    private static final Pattern PORT = Pattern.compile("[:;?/>].*");
    private static final Pattern IP = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern PAIRS = Pattern.compile("[0-9]{2}(?:\\.[0-9]{2}){3}");

    /** The address in a spelling; what stands in front of an address in brackets is its {@link #name}. */
    static Address in(String plain) {
        Matcher brackets = BRACKETS.matcher(plain);
        String inner = brackets.matches() ? brackets.group(2) : plain;
        Matcher scheme = SCHEME.matcher(unquoted(inner));
        return scheme.matches() ? parse(scheme.group(2), true) : parse(unquoted(inner), false);
    }

    /** What a telephone would show beside an address in brackets; empty if there is none. */
    static String name(String plain) {
        Matcher brackets = BRACKETS.matcher(plain);
        return brackets.matches() ? unquoted(brackets.group(1)) : "";
    }

    private static Address parse(String address, boolean isUri) {
        int at = address.indexOf('@');
        String front = at < 0 ? address : address.substring(0, at);
        String host = at < 0
                ? ""
                : PORT.matcher(address.substring(at + 1))
                        .replaceFirst("")
                        .strip()
                        .toLowerCase(Locale.ROOT);
        Matcher context = CONTEXT.matcher(address);
        String user = before(before(front, ';'), '?').strip();
        return new Address(isUri ? before(user, ':') : user, host, context.find() ? context.group(1) : "", isUri);
    }

    private static String before(String text, char end) {
        int index = text.indexOf(end);
        return index < 0 ? text : text.substring(0, index);
    }

    private static String unquoted(String text) {
        return text.replace("\"", "").strip();
    }

    /** Whether the host has a name that others know, and not only an address. */
    boolean hasDomain() {
        return host.indexOf('.') > 0 && host.chars().anyMatch(Text::isLetter) && !host.endsWith(".invalid");
    }

    /** Whether there is only a machine's address. Two digits each is how Danes write their numbers. */
    boolean isMachine() {
        return host.isEmpty()
                && IP.matcher(user).matches()
                && (isUri || !PAIRS.matcher(user).matches());
    }

    /** Whether it looks like a name at a host. */
    boolean isLogin() {
        return !host.isEmpty()
                && user.chars().noneMatch(it -> Character.isWhitespace(it) || it == '<' || it == '>' || it == ',')
                && host.chars().allMatch(it -> Character.isLetterOrDigit(it) || ".-_[]".indexOf(it) >= 0);
    }

    String login() {
        return user.toLowerCase(Locale.ROOT) + "@" + host;
    }
}
