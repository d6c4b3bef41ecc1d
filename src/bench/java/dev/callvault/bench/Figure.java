package dev.callvault.bench;

import java.util.List;

/** Something to measure. */
interface Figure {
    /** The word that chooses it. */
    String name();

    List<Measured> measure(Lab lab) throws Exception;
}
