package dev.tollgate.cli.compile;

import dev.cel.checker.CelChecker;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelParser;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads CEL, checks its types, and turns it into what the functions evaluate. */
final class ConditionReader {
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("no matching overload for '([^']+)' applied to '([^']+)'");
    private static final Pattern NO_SUCH_NAME = Pattern.compile("^undeclared reference to '([^']+)'");
    private static final List<String> FUNCTIONS =
            Arrays.stream(Function.values()).map(Function::sign).toList();

    private static final Lint NO_MORE = (value, expression, translation) -> {};

    /** Stands for an expression that could not be read, so that reading goes on. */
    private static final Expr NONE = Expr.Constant.FALSE;

    private final Json.Obj data;
    private final Names schedules;
    private final FindingLint findings;
    private final CelParser parser = CelEnvironment.parser();
    private final Map<CheckedAgainst, Typed> checkers = new HashMap<>();

    private record CheckedAgainst(ArgumentType arguments, Set<String> members, Set<String> functions) {}

    private record Typed(TypedVariables variables, CelChecker checker) {}

    /**
     * @param data what the bundle's Data documents say
     * @param types what conditions can look for in {@code findings}
     */
    ConditionReader(Json.Obj data, Names schedules, FindingTypes types) {
        this.data = data;
        this.schedules = schedules;
        this.findings = new FindingLint(types, data);
    }

    /** @param arguments what is certain of {@code args} */
    Expr condition(Value value, ArgumentType arguments) {
        return read(
                value,
                arguments,
                type -> isOrMayBe(type, SimpleType.BOOL) ? "" : "a condition (true or false)",
                this::lint);
    }

    private void lint(Value value, Expr condition, ExprTranslation translation) {
        ConditionLint.check(value, condition, translation);
        findings.check(value, condition, translation);
    }

    Expr count(Value value, ArgumentType arguments) {
        return read(value, arguments, type -> isOrMayBe(type, SimpleType.INT) ? "" : "a whole number", NO_MORE);
    }

    /** @param wanted the types that it must have, all of them */
    Expr value(Value value, ArgumentType arguments, Set<ArgumentType> wanted) {
        return read(value, arguments, type -> ArgumentValue.expected(type, wanted), NO_MORE);
    }

    private static boolean isOrMayBe(CelType type, CelType wanted) {
        return type.equals(wanted) || type.equals(SimpleType.DYN);
    }

    /** Looks at an expression that is well-formed. */
    private interface Lint {
        void check(Value value, Expr expression, ExprTranslation translation);
    }

    /** @param expected what was expected in place of a type; empty when it is fine */
    private Expr read(
            Value value, ArgumentType arguments, java.util.function.Function<CelType, String> expected, Lint lint) {
        Optional<String> text = value.expression();
        if (text.isEmpty()) {
            return NONE;
        }
        try {
            CelValidationResult parsed = parser.parse(text.get());
            if (reported(value, parsed, "this is not CEL: ")) {
                return NONE;
            }
            var names = new NameCheck(value, parsed.getAst().getSource(), data, schedules);
            names.of(parsed.getAst().getExpr());
            Typed typed = checkers.computeIfAbsent(
                    new CheckedAgainst(arguments, names.members(), names.functions()), ConditionReader::typed);
            CelValidationResult checked = typed.checker().check(parsed.getAst());
            if (reported(value, checked, "")) {
                return NONE;
            }
            CelAbstractSyntaxTree tree = checked.getAst();
            new PresenceCheck(value, tree, typed.variables()).check();
            String wanted = expected.apply(tree.getResultType());
            if (!wanted.isEmpty()) {
                value.problem("expected " + wanted + ", but this expression is of type "
                        + tree.getResultType().name());
            }
            var translation = new ExprTranslation(value, tree);
            Expr expression = translation.of(tree.getExpr());
            if (!translation.isWhole()) {
                return NONE;
            }
            lint.check(value, expression, translation);
            return expression;
        } catch (CelValidationException failed) {
            value.problem("this is not CEL: " + oneLine(failed.getMessage()));
            return NONE;
        }
    }

    private static Typed typed(CheckedAgainst key) {
        var variables = new TypedVariables(key.arguments(), key.members());
        return new Typed(variables, CelEnvironment.checker(variables, key.functions()));
    }

    private static boolean reported(Value value, CelValidationResult result, String before) {
        List<CelIssue> errors = result.getErrors();
        for (CelIssue error : errors) {
            value.problemAt(offset(result.getSource(), error), before + message(result.getSource(), error));
        }
        return result.hasError();
    }

    private static int offset(CelSource source, CelIssue issue) {
        return Math.max(0, source.getLocationOffset(issue.getSourceLocation()).orElse(0));
    }

    private static String message(CelSource source, CelIssue issue) {
        Matcher unknown = NO_SUCH_NAME.matcher(issue.getMessage());
        if (!unknown.find()) {
            return oneLine(issue.getMessage());
        }
        String name = unknown.group(1);
        // Calls and objects are where their bracket is.
        return switch (source.getContent().toString().codePointAt(offset(source, issue))) {
            case '(' -> "there is no function '" + name + "'" + Suggestion.after(name, FUNCTIONS);
            case '{' -> "there are no objects of type '" + name + "' here";
            default ->
                "there is no variable '" + name + "' (expected " + Value.any(Input.NAMES) + ")"
                        + Suggestion.after(name, Input.NAMES);
        };
    }

    private static String oneLine(String message) {
        String line = message.lines().findFirst().orElse("");
        Matcher overload = NO_OVERLOAD.matcher(line);
        if (overload.find()) {
            return "'" + overload.group(1).replaceAll("[_@]", "") + "' does not take " + overload.group(2);
        }
        // The parser lists every sign that it would have taken, which helps nobody.
        int list = line.indexOf(" expecting {");
        return list < 0 ? line : line.substring(0, list);
    }
}
