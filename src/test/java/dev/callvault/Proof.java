package dev.callvault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Takes minutes, or needs more than a JDK: run by {@code mvn -Pproof verify}, and left out of {@code mvn verify}, which has a
 * small member of the same kind.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("proof")
public @interface Proof {}
