package dev.tollgate.core.policy.expr;

import java.time.Duration;
import java.time.Instant;

/** Arithmetic and order. */
final class Numbers {
    private static final String OVERFLOW = "the result is out of range";

    private Numbers() {}

    static Boolean equal(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return a.longValue() == b.longValue();
        }
        if (left instanceof Double || right instanceof Double) {
            return isNumber(right) && toDouble(left) == toDouble(right);
        }
        if (left instanceof Uint a && right instanceof Uint b) {
            return a.bits() == b.bits();
        }
        if (left instanceof Uint a && right instanceof Long b) {
            return a.fitsLong() && a.bits() == b;
        }
        return left instanceof Long a && right instanceof Uint b && b.fitsLong() && b.bits() == a;
    }

    static Object less(Evaluation run, Object left, Object right) {
        return left instanceof Double a && right instanceof Double b
                ? (Object) (a < b)
                : order(run, Function.LESS, left, right);
    }

    static Object lessOrEqual(Evaluation run, Object left, Object right) {
        return order(run, Function.LESS_OR_EQUAL, left, right);
    }

    static Object greater(Evaluation run, Object left, Object right) {
        return order(run, Function.GREATER, left, right);
    }

    static Object greaterOrEqual(Evaluation run, Object left, Object right) {
        return order(run, Function.GREATER_OR_EQUAL, left, right);
    }

    private static Object order(Evaluation run, Function operator, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return holds(operator, Long.compare(a, b));
        }
        if (isNumber(left) && isNumber(right)) {
            return orderNumbers(operator, left, right);
        }
        if (left instanceof String a && right instanceof String b) {
            return run.overText(Math.min(a.length(), b.length()))
                    ? Node.OVER_BUDGET
                    : holds(operator, Texts.compare(a, b));
        }
        if (left instanceof Instant a && right instanceof Instant b) {
            return holds(operator, a.compareTo(b));
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return holds(operator, a.compareTo(b));
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return holds(operator, Boolean.compare(a, b));
        }
        if (left instanceof Bytes a && right instanceof Bytes b) {
            return run.overText(Math.min(a.size(), b.size())) ? Node.OVER_BUDGET : holds(operator, a.compareTo(b));
        }
        return Functions.mismatch(operator, left, right);
    }

    private static Object orderNumbers(Function operator, Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            double a = toDouble(left);
            double b = toDouble(right);
            return a == b
                    ? holds(operator, 0)
                    : a < b ? holds(operator, -1) : a > b ? holds(operator, 1) : Boolean.FALSE;
        }
        return holds(operator, compareWhole(left, right));
    }

    /** The order of two numbers of which none is NaN. */
    static int compare(Object left, Object right) {
        return left instanceof Double || right instanceof Double
                ? Double.compare(toDouble(left) + 0.0, toDouble(right) + 0.0)
                : compareWhole(left, right);
    }

    private static int compareWhole(Object left, Object right) {
        if (left instanceof Long a) {
            return right instanceof Long b
                    ? Long.compare(a, b)
                    : a < 0 ? -1 : Long.compareUnsigned(a, ((Uint) right).bits());
        }
        return right instanceof Uint b ? ((Uint) left).compareTo(b) : -compareWhole(right, left);
    }

    private static Boolean holds(Function operator, int order) {
        return switch (operator) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Uint;
    }

    static double toDouble(Object number) {
        if (number instanceof Long whole) {
            return whole;
        }
        return number instanceof Uint unsigned ? unsigned.toDouble() : (Double) number;
    }

    static Object add(Evaluation run, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            long sum = a + b;
            return ((a ^ sum) & (b ^ sum)) < 0 ? overflow() : (Object) sum;
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a + b;
        }
        if (left instanceof String a && right instanceof String b) {
            return run.overText(a.length() + b.length()) ? Node.OVER_BUDGET : a.concat(b);
        }
        if (left instanceof ListValue a && right instanceof ListValue b) {
            return run.over((long) a.size() + b.size()) ? Node.OVER_BUDGET : a.plus(b);
        }
        if (left instanceof Uint a && right instanceof Uint b) {
            long sum = a.bits() + b.bits();
            return Long.compareUnsigned(sum, a.bits()) < 0 ? overflow() : new Uint(sum);
        }
        if (left instanceof Bytes a && right instanceof Bytes b) {
            return run.overText(a.size() + b.size()) ? Node.OVER_BUDGET : a.plus(b);
        }
        return Times.plus(left, right);
    }

    static Object subtract(Evaluation run, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            long difference = a - b;
            return ((a ^ b) & (a ^ difference)) < 0 ? overflow() : (Object) difference;
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a - b;
        }
        if (left instanceof Uint a && right instanceof Uint b) {
            return a.compareTo(b) < 0 ? overflow() : new Uint(a.bits() - b.bits());
        }
        return Times.minus(left, right);
    }

    static Object multiply(Evaluation run, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            long product = a * b;
            boolean lost = Math.multiplyHigh(a, b) != product >> 63;
            return lost ? overflow() : (Object) product;
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a * b;
        }
        if (left instanceof Uint a && right instanceof Uint b) {
            return Math.unsignedMultiplyHigh(a.bits(), b.bits()) == 0 ? new Uint(a.bits() * b.bits()) : overflow();
        }
        return Functions.mismatch(Function.MULTIPLY, left, right);
    }

    static Object divide(Evaluation run, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            if (b == 0) {
                return byZero();
            }
            return a == Long.MIN_VALUE && b == -1 ? overflow() : (Object) (a / b);
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a / b;
        }
        if (left instanceof Uint a && right instanceof Uint b) {
            return b.bits() == 0 ? byZero() : new Uint(Long.divideUnsigned(a.bits(), b.bits()));
        }
        return Functions.mismatch(Function.DIVIDE, left, right);
    }

    static Object remainder(Evaluation run, Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return b == 0 ? byZero() : (Object) (a % b);
        }
        if (left instanceof Uint a && right instanceof Uint b) {
            return b.bits() == 0 ? byZero() : new Uint(Long.remainderUnsigned(a.bits(), b.bits()));
        }
        return Functions.mismatch(Function.REMAINDER, left, right);
    }

    static Object negate(Evaluation run, Object operand) {
        if (operand instanceof Long number) {
            return number == Long.MIN_VALUE ? overflow() : (Object) (-number);
        }
        return operand instanceof Double number ? (Object) (-number) : Functions.mismatch(Function.NEGATE, operand);
    }

    /** The least or greatest of two numbers, or of a list of them; the first of equal ones. */
    static Object extreme(Evaluation run, Function function, Object... operands) {
        ListValue numbers = operands.length == 1 && operands[0] instanceof ListValue list
                ? list
                : ListValue.ofValues(java.util.List.of(operands));
        if (run.over(numbers.size())) {
            return Node.OVER_BUDGET;
        }
        if (numbers.size() == 0) {
            return Node.failed("'" + function.sign() + "' was asked of an empty list");
        }
        Object best = null;
        for (int i = 0; i < numbers.size(); i++) {
            Object number = numbers.get(i);
            if (!isNumber(number) || number instanceof Double real && real.isNaN()) {
                return Functions.mismatch(function, number);
            }
            if (best == null || isBetter(function, number, best)) {
                best = number;
            }
        }
        return best;
    }

    private static boolean isBetter(Function function, Object number, Object best) {
        int order = compare(number, best);
        return function == Function.MIN ? order < 0 : order > 0;
    }

    static Outcome.Failed overflow() {
        return Node.failed(OVERFLOW);
    }

    private static Outcome.Failed byZero() {
        return Node.failed("something is divided by zero");
    }
}
