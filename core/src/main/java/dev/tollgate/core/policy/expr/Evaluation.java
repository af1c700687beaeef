package dev.tollgate.core.policy.expr;

import dev.tollgate.core.policy.expr.Outcome.Failed;
import dev.tollgate.core.policy.expr.Outcome.NoValue;
import dev.tollgate.core.policy.expr.Outcome.OverBudget;

/**
 * Runs programs for one decision, and counts what they cost. The count depends on the programs and their inputs only,
 * not on time or machine; once it is past the budget, everything is {@link OverBudget}, and neither {@code &&} nor
 * {@code ||} absorbs that. One thread uses it.
 *
 * <table>
 * <caption>What costs how much</caption>
 * <tr><th>work</th><th>cost</th></tr>
 * <tr><td>each operator, function, variable, member or literal that is evaluated</td><td>1 (a path such as
 * {@code args.a.b} counts once; constants are free)</td></tr>
 * <tr><td>each round of a macro</td><td>1, and what its body costs</td></tr>
 * <tr><td>text or bytes that are compared, searched, converted or made</td><td>1 per 16 characters</td></tr>
 * <tr><td>{@code contains}, {@code indexOf}, {@code replace} and the like</td><td>text x what is searched, each in
 * units of 16 characters</td></tr>
 * <tr><td>items of lists and maps that are compared, copied or made</td><td>1 each, and what comparing them
 * costs</td></tr>
 * <tr><td>{@code matches}</td><td>text in units of 16 characters x size of the compiled pattern; a pattern that is
 * not constant costs its size twice more to compile</td></tr>
 * <tr><td>{@code glob}</td><td>text in units of 16 characters x characters of the pattern</td></tr>
 * <tr><td>time zones, timestamps and durations read from text, {@code cidr}, {@code domain}</td><td>10, and the
 * text</td></tr>
 * </table>
 */
public final class Evaluation {
    /** For a decision whose bundle sets none. */
    public static final long DEFAULT_BUDGET = 100_000;

    private static final Object[] NOTHING = {};

    final Object[] inputs;
    final Surroundings surroundings;
    Object[] locals = NOTHING;
    private final long budget;
    private long left;

    public Evaluation(Inputs inputs, Surroundings surroundings, long budget) {
        this.inputs = inputs.values();
        this.surroundings = surroundings;
        this.budget = budget;
        this.left = budget;
    }

    /** For constants: nothing is bound. */
    static Evaluation ofNothing(long budget) {
        return new Evaluation(new Inputs(), Surroundings.NONE, budget);
    }

    public Outcome of(Program program) {
        return Outcome.of(value(program));
    }

    /** The truth of a condition; anything but a bool is an error. */
    public Outcome condition(Program program) {
        Object value = value(program);
        return value instanceof Boolean || value instanceof NoValue
                ? Outcome.of(value)
                : new Failed("the condition is a " + Values.typeName(value) + ", not a bool");
    }

    /** What was spent, at most the budget. */
    public long spent() {
        return Math.min(budget, budget - left);
    }

    Object value(Program program) {
        if (locals.length < program.locals()) {
            locals = new Object[program.locals()];
        }
        return program.root().eval(this);
    }

    /** Charges, and says whether that was too much. */
    boolean over(long cost) {
        left -= cost;
        return left < 0;
    }

    /** Charges for reading or making that many characters. */
    boolean overText(int length) {
        return over(length >> 4);
    }

    /** Charges for looking for one text within another. */
    boolean overSearch(int length, int sought) {
        return over((1L + (length >> 4)) * (1L + (sought >> 4)));
    }
}
