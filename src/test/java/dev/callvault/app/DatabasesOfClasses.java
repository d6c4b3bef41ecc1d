package dev.callvault.app;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Drops the databases of a test class once it has ended; JUnit finds it as a service. Each holds some thousand files, and
 * those of hundreds of tests, left to the end, would keep the disk busy for longer than many tests take.
 */
public final class DatabasesOfClasses implements TestExecutionListener {
    /** Of the classes that this thread is in. */
    private static final ThreadLocal<Deque<List<Runnable>>> CLASSES = ThreadLocal.withInitial(ArrayDeque::new);

    /** Drops it when the class has ended that this thread runs; what another thread made goes with the server. */
    static void dropWithClass(Runnable drop) {
        if (!CLASSES.get().isEmpty()) {
            CLASSES.get().getFirst().add(drop);
        }
    }

    @Override
    public void executionStarted(TestIdentifier started) {
        if (isClass(started)) {
            CLASSES.get().push(new ArrayList<>());
        }
    }

    @Override
    public void executionFinished(TestIdentifier ended, TestExecutionResult result) {
        if (isClass(ended) && !CLASSES.get().isEmpty()) {
            CLASSES.get().pop().forEach(Runnable::run);
        }
    }

    private static boolean isClass(TestIdentifier identifier) {
        return identifier.isContainer() && identifier.getSource().orElse(null) instanceof ClassSource;
    }
}
