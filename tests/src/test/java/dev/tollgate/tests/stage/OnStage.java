package dev.tollgate.tests.stage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that takes a {@link Stage} in its constructor. One stage is shared by all tests with the same bundle. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StageResolver.class)
@Tag("on-stage")
public @interface OnStage {
    /** A folder of tests/bundles. */
    String bundle() default "e2e";

    /** Whether the test is about a stage with an {@link dev.tollgate.tests.emulator.Emulator Emulator}. */
    boolean emulated() default false;
}
