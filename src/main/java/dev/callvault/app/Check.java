package dev.callvault.app;

/**
 * The result of one check of {@code doctor}.
 *
 * @param name the check's name, such as {@code database}
 * @param detail what was found and, if something is wrong, what to do
 */
public record Check(String name, Verdict verdict, String detail) {
    /** The outcome of a check. */
    public enum Verdict {
        OK,
        WARNING,
        FAILED,
        /** Failed, because the provider refused the login. */
        REFUSED;

        /** Whether archiving cannot work until somebody acts. */
        public boolean isBad() {
            return this == FAILED || this == REFUSED;
        }
    }

    static Check ok(String name, String detail) {
        return new Check(name, Verdict.OK, detail);
    }

    static Check warning(String name, String detail) {
        return new Check(name, Verdict.WARNING, detail);
    }

    static Check refused(String name, String detail) {
        return new Check(name, Verdict.REFUSED, detail);
    }

    static Check failed(String name, String detail) {
        return new Check(name, Verdict.FAILED, detail);
    }
}
