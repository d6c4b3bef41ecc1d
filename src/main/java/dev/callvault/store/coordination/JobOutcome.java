package dev.callvault.store.coordination;

/** How a run of a job ended. */
public enum JobOutcome {
    /** The next time is the next one that it is due. */
    DONE,
    /** It did not succeed; trying again before it is due again would help nobody. */
    FAILED,
    /** Somebody else was at the same work, or the run was cut short: it stays due. */
    LEFT,
    /** This node cannot do it as things are, another one might: it stays due for those, and for this one once things change. */
    UNFIT
}
