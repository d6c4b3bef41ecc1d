package dev.callvault.call;

/** What a listed call is told by: the number of its log alone may be given to another call later. */
public record CallKey(LogId logId, SessionId sessionId) {
    @Override
    public String toString() {
        return logId.toString();
    }
}
