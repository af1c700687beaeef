package dev.tollgate.cli.compile;

import dev.cel.checker.CelChecker;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSource;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.tollgate.core.policy.Expr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads CEL, checks its types, and turns it into what the functions evaluate. */
final class ConditionReader {
    private static final int MOST_CHARACTERS = 10_000;
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("no matching overload for '([^']+)' applied to '([^']+)'");

    /** Stands for an expression that could not be read, so that reading goes on. */
    private static final Expr NONE = new Expr.Constant(dev.tollgate.core.json.Json.Bool.FALSE);

    private final Set<String> dataNames;
    private final CelParser parser;
    private final CelChecker checker;

    /** @param dataNames of the bundle's Data documents */
    ConditionReader(Set<String> dataNames) {
        this.dataNames = dataNames;
        CelOptions options =
                CelOptions.current().maxExpressionCodePointSize(MOST_CHARACTERS).build();
        this.parser = CelParserFactory.standardCelParserBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setOptions(options)
                .build();
        var builder = CelCompilerFactory.standardCelCheckerBuilder().setOptions(options);
        ExprTranslation.VARIABLES.forEach(
                name -> builder.addVarDeclarations(dev.cel.common.CelVarDecl.newVarDeclaration(name, SimpleType.DYN)));
        this.checker = builder.build();
    }

    Expr condition(Value value) {
        return read(value, SimpleType.BOOL, "a condition (true or false)");
    }

    Expr count(Value value) {
        return read(value, SimpleType.INT, "a whole number");
    }

    private Expr read(Value value, CelType wanted, String expected) {
        Optional<String> text = value.expression();
        if (text.isEmpty()) {
            return NONE;
        }
        try {
            CelValidationResult parsed = parser.parse(text.get());
            if (reported(value, parsed, "this is not CEL: ")) {
                return NONE;
            }
            CelAbstractSyntaxTree tree = parsed.getAst();
            var translation = new ExprTranslation(value, tree.getSource(), dataNames);
            Expr expression = translation.of(tree.getExpr());
            if (!translation.isWhole()) {
                return NONE;
            }
            check(value, tree, wanted, expected);
            return expression;
        } catch (CelValidationException failed) {
            value.problem("this is not CEL: " + oneLine(failed.getMessage()));
            return NONE;
        }
    }

    private void check(Value value, CelAbstractSyntaxTree tree, CelType wanted, String expected)
            throws CelValidationException {
        CelValidationResult checked = checker.check(tree);
        if (reported(value, checked, "")) {
            return;
        }
        CelType type = checked.getAst().getResultType();
        if (!type.equals(wanted) && !type.equals(SimpleType.DYN)) {
            value.problem("expected " + expected + ", but this expression is of type " + type.name());
        }
    }

    private static boolean reported(Value value, CelValidationResult result, String before) {
        List<CelIssue> errors = result.getErrors();
        for (CelIssue error : errors) {
            value.problemAt(offset(result.getSource(), error), before + oneLine(error.getMessage()));
        }
        return result.hasError();
    }

    private static int offset(CelSource source, CelIssue issue) {
        return Math.max(0, source.getLocationOffset(issue.getSourceLocation()).orElse(0));
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
