package dev.callvault.source;

import java.util.regex.Pattern;

/** The names and addresses of this machine that no other can reach. */
public final class Loopback {
    private static final Pattern HOST = Pattern.compile(
            "localhost|(::1|0:0:0:0:0:0:0:1)|\\[(::1|0:0:0:0:0:0:0:1)]|127(\\.\\d{1,3}){3}", Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    public static boolean is(String host) {
        return HOST.matcher(host).matches();
    }
}
