package dev.tollgate.core.policy.expr;

import dev.tollgate.core.policy.expr.Calls.OnMany;
import dev.tollgate.core.policy.expr.Calls.OnOne;
import dev.tollgate.core.policy.expr.Calls.OnTwo;
import dev.tollgate.core.policy.expr.Outcome.Failed;
import java.util.Optional;

/** Which code works a function out. A lambda is only made for what a program uses. */
final class Functions {
    private Functions() {}

    static Node node(Function function, Node[] operands) {
        return switch (operands.length) {
            case 1 -> new Calls.Unary(onOne(function), operands[0]);
            case 2 -> new Calls.Binary(onTwo(function), operands[0], operands[1]);
            default -> new Calls.Many(onMany(function), operands);
        };
    }

    /** Whether an answer depends on more than the operands. */
    static boolean isFixed(Function function) {
        return function != Function.SCHEDULE;
    }

    private static OnOne onOne(Function function) {
        return switch (function) {
            case NEGATE -> Numbers::negate;
            case BOOL -> Conversions::toBool;
            case BYTES -> Conversions::toBytes;
            case DOUBLE -> Conversions::toDouble;
            case DURATION -> Times::duration;
            case DYN -> Conversions::same;
            case INT -> Conversions::toInt;
            case STRING -> Conversions::toText;
            case TIMESTAMP -> Times::timestamp;
            case TYPE -> Conversions::typeOf;
            case UINT -> Conversions::toUint;
            case SIZE -> Texts::size;
            case LOWER_ASCII -> Texts::lowerAscii;
            case UPPER_ASCII -> Texts::upperAscii;
            case QUOTE -> Texts::quote;
            case REVERSE -> Texts::reverse;
            case TRIM -> Texts::trim;
            case OPTIONAL_OF -> Conversions::optionalOf;
            case OPTIONAL_OF_NON_ZERO -> Conversions::optionalOfNonZero;
            case OPTIONAL_UNWRAP -> Conversions::unwrap;
            case HAS_VALUE -> Conversions::hasValue;
            case VALUE -> Conversions::valueOf;
            case FIRST -> Conversions::first;
            case LAST -> Conversions::last;
            case SCHEDULE -> Functions::schedule;
            default -> {
                OnMany many = onMany(function);
                yield (run, operand) -> many.apply(run, new Object[] {operand});
            }
        };
    }

    private static OnTwo onTwo(Function function) {
        return switch (function) {
            case LESS -> Numbers::less;
            case LESS_OR_EQUAL -> Numbers::lessOrEqual;
            case GREATER -> Numbers::greater;
            case GREATER_OR_EQUAL -> Numbers::greaterOrEqual;
            case IN -> Equality::in;
            case INDEX -> Conversions::index;
            case INDEX_OPTIONAL -> Conversions::optionalIndex;
            case ADD -> Numbers::add;
            case SUBTRACT -> Numbers::subtract;
            case MULTIPLY -> Numbers::multiply;
            case DIVIDE -> Numbers::divide;
            case REMAINDER -> Numbers::remainder;
            case CONTAINS -> Texts::contains;
            case STARTS_WITH -> Texts::startsWith;
            case ENDS_WITH -> Texts::endsWith;
            case MATCHES -> Patterns::matches;
            case CHAR_AT -> Texts::charAt;
            case GLOB -> Patterns::glob;
            case CIDR -> Networks::cidr;
            case DOMAIN -> Networks::domain;
            default -> {
                OnMany many = onMany(function);
                yield (run, left, right) -> many.apply(run, new Object[] {left, right});
            }
        };
    }

    private static OnMany onMany(Function function) {
        return switch (function) {
            case GET_FULL_YEAR,
                    GET_MONTH,
                    GET_DATE,
                    GET_DAY_OF_MONTH,
                    GET_DAY_OF_WEEK,
                    GET_DAY_OF_YEAR,
                    GET_HOURS,
                    GET_MINUTES,
                    GET_SECONDS,
                    GET_MILLISECONDS -> (run, operands) -> Times.part(run, function, operands);
            case MIN, MAX -> (run, operands) -> Numbers.extreme(run, function, operands);
            case INDEX_OF -> Texts::indexOf;
            case JOIN -> Texts::join;
            case LAST_INDEX_OF -> Texts::lastIndexOf;
            case REPLACE -> Texts::replace;
            case SPLIT -> Texts::split;
            case SUBSTRING -> Texts::substring;
            case OPTIONAL_NONE -> (run, operands) -> Optional.empty();
            default -> throw new IllegalArgumentException("'" + function.sign() + "' is not a plain function");
        };
    }

    private static Object schedule(Evaluation run, Object name) {
        if (!(name instanceof String schedule)) {
            return mismatch(Function.SCHEDULE, name);
        }
        Optional<Boolean> open = run.surroundings.isOpen(schedule);
        return open.isPresent() ? open.get() : Node.failed("there is no such schedule");
    }

    /** The error of operands that a function does not take. */
    static Failed mismatch(Function function, Object... operands) {
        var types = new StringBuilder();
        for (Object operand : operands) {
            types.append(types.isEmpty() ? "" : ", ").append(Values.typeName(operand));
        }
        return new Failed("'" + function.sign() + "' does not take (" + types + ")");
    }
}
