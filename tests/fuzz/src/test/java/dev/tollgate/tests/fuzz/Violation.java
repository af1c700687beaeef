package dev.tollgate.tests.fuzz;

/** Something does not hold that must hold of any input. */
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final byte[] input;

    /** @param rule the same for the same kind of violation */
    public Violation(String rule, String found, byte[] input) {
        this(rule, found, input, null);
    }

    public Violation(String rule, String found, byte[] input, Throwable cause) {
        super(rule + ": " + found, cause);
        this.rule = rule;
        this.input = input.clone();
    }

    public String rule() {
        return rule;
    }

    public byte[] input() {
        return input.clone();
    }
}
