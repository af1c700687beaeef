package dev.tollgate.tests.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests that run beside the other classes, and beside each other: they wait for a deadline or a refresh to pass, or have a
 * stage of their own and hold it to no deadline that a busy machine would break. Where they share what they change, a
 * {@code ResourceLock} on the class keeps its tests one after the other. Classes that hold a stage to its deadlines are
 * {@code Isolated}: they have the machine to themselves, after all others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
public @interface BesideOthers {}
