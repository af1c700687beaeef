package dev.tollgate.core.redact;

import dev.tollgate.core.argument.ArgumentPath;

/** What becomes of a field, whatever it holds. */
public sealed interface FieldRule {
    Transform transform();

    record AtPath(ArgumentPath path, Transform transform) implements FieldRule {}

    /** @param name compared without regard to case */
    record Named(String name, Transform transform) implements FieldRule {}
}
