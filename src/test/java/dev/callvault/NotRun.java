package dev.callvault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says on the console which tests could not run, one line a reason; JUnit finds it as a service. It writes to the standard error
 * of the process, which Maven shows as it comes: what tests print goes to files, and by the standard output the process talks
 * with Surefire.
 */
public final class NotRun implements TestExecutionListener {
    private final PrintStream console;
    private final Map<String, Long> testsByReason = new ConcurrentSkipListMap<>();

    private @Nullable TestPlan plan;

    public NotRun() {
        this(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
    }

    NotRun(PrintStream console) {
        this.console = console;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier skipped, String reason) {
        count(skipped, reason);
    }

    @Override
    public void executionFinished(TestIdentifier ended, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            count(ended, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private void count(TestIdentifier notRun, @Nullable String reason) {
        String line = String.valueOf(reason).strip().replaceAll("\\s+", " ");
        testsByReason.merge(line, tests(notRun), Long::sum);
    }

    /** A class that was given up before its first test counts with all of them. */
    private long tests(TestIdentifier notRun) {
        if (plan == null || plan.getChildren(notRun).isEmpty()) {
            return 1;
        }
        return plan.getChildren(notRun).stream().mapToLong(this::tests).sum();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan ended) {
        testsByReason.forEach(
                (reason, tests) -> console.printf("NOT RUN: %d test%s: %s%n", tests, tests == 1 ? "" : "s", reason));
    }
}
