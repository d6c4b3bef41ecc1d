package dev.callvault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class NotRunTest {
    @Test
    void a_line_for_each_reason_with_the_number_of_tests() {
        assertThat(said(SomeRun.class, NoneRuns.class))
                .containsExactly(
                        "NOT RUN: 1 test: it is switched off",
                        "NOT RUN: 3 tests: there is no engine (nor anything like it)");
    }

    @Test
    void nothing_is_said_when_all_have_run() {
        assertThat(said(AllRun.class)).isEmpty();
    }

    private static String[] said(Class<?>... classes) {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(new NotRun(new PrintStream(console, true, UTF_8)))
                .build();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> each : classes) {
            request.selectors(DiscoverySelectors.selectClass(each));
        }
        LauncherFactory.create(config).execute(request.build());
        return console.toString(UTF_8).lines().toArray(String[]::new);
    }

    static final class AllRun {
        @Test
        void runs() {}
    }

    static final class SwitchedOff implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled("it is switched off");
        }
    }

    static final class SomeRun {
        @Test
        void runs() {}

        @Test
        @ExtendWith(SwitchedOff.class) // so that there is one to tell of: only the test above runs this class
        void is_switched_off() {}

        @Test
        void needs_an_engine() {
            Assumptions.abort("there is no engine\n(nor anything like it)");
        }
    }

    static final class NoneRuns {
        @BeforeAll
        static void needs_an_engine() {
            Assumptions.abort("there is no engine (nor anything like it)");
        }

        @Test
        void one() {}

        @Test
        void other() {}
    }
}
