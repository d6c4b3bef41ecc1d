package dev.callvault.app;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param name of the check, such as {@code database}
 * @param detail what was found; when it is not well, also what to do
 */
public record Check(String name, Verdict verdict, String detail) {
    /** How it is. */
    public enum Verdict {
        OK,
        WARNING,
        FAILED,
        /** Failed, because the provider refused the login. */
        REFUSED;

        /** Whether archiving is at a stand until somebody does something. */
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
