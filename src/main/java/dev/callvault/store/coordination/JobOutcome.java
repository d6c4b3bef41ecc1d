package dev.callvault.store.coordination;

/** How a run of a job ended. */
public enum JobOutcome {
    /** Succeeded; runs again when next due. */
    DONE,
    /** Failed; an earlier retry would not help. */
    FAILED,
    /** Another process was doing the same work, or the run was interrupted: the job stays due. */
    LEFT,
    /**
     * This node cannot do the job at present, but another might. The job stays due, for this node once conditions
     * change.
     */
    UNFIT
}
