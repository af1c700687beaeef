package dev.tollgate.cli.compile;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.tollgate.core.policy.expr.Input;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The CEL that policies are written in: its macros, functions, and variables with their types. */
final class CelEnvironment {
    static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(10_000)
            .populateMacroCalls(true)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** What policies have beside the standard: macros of two variables, cel.bind, optionals, functions on strings. */
    static final List<CelCompilerLibrary> LIBRARIES = List.of(
            CelExtensions.strings(),
            CelExtensions.bindings(),
            CelExtensions.comprehensions(),
            CelExtensions.optional());

    /** All other variables may be anything. */
    private static final Map<Input, CelType> TYPES = Map.of(
            Input.URLS, ListType.create(SimpleType.STRING),
            Input.HOSTS, ListType.create(SimpleType.STRING),
            Input.PATHS, ListType.create(SimpleType.STRING),
            Input.POSTURE, SimpleType.STRING,
            Input.NOW, SimpleType.TIMESTAMP);

    private static final List<CelType> NUMBERS = List.of(SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE);

    private CelEnvironment() {}

    static CelParser parser() {
        return CelParserFactory.standardCelParserBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setOptions(OPTIONS)
                .addLibraries(LIBRARIES)
                .build();
    }

    /** For any call: of most variables nothing is known but that they are there. */
    static CelChecker checker() {
        return builder(TYPES).build();
    }

    /**
     * For calls of which more is known.
     *
     * @param called the functions of the expression that is to be checked
     */
    static CelChecker checker(TypedVariables variables, Set<String> called) {
        var types = new EnumMap<Input, CelType>(TYPES);
        types.putAll(variables.variables());
        return builder(types)
                .setTypeProvider(variables.provider())
                .addFunctionDeclarations(variables.functions(called))
                .build();
    }

    private static CelCheckerBuilder builder(Map<Input, CelType> types) {
        CelCheckerBuilder builder = CelCompilerFactory.standardCelCheckerBuilder()
                .setOptions(OPTIONS)
                .addLibraries(LIBRARIES)
                .addFunctionDeclarations(functions());
        for (Input input : Input.values()) {
            builder.addVarDeclarations(
                    CelVarDecl.newVarDeclaration(input.word(), types.getOrDefault(input, SimpleType.DYN)));
        }
        return builder;
    }

    /** Tollgate's own functions. */
    static List<CelFunctionDecl> functions() {
        return List.of(
                ofTexts("glob"), ofTexts("cidr"), ofTexts("domain"), ofNumbers("min"), ofNumbers("max"), schedule());
    }

    private static CelFunctionDecl ofTexts(String name) {
        return CelFunctionDecl.newFunctionDeclaration(
                name,
                CelOverloadDecl.newGlobalOverload(
                        name + "_string_string", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING));
    }

    private static CelFunctionDecl schedule() {
        return CelFunctionDecl.newFunctionDeclaration(
                "schedule", CelOverloadDecl.newGlobalOverload("schedule_string", SimpleType.BOOL, SimpleType.STRING));
    }

    /** Of two numbers, or of a list of them. Numbers of different types give either, so that nothing is known of it. */
    private static CelFunctionDecl ofNumbers(String name) {
        var overloads = new ArrayList<CelOverloadDecl>();
        for (CelType left : NUMBERS) {
            overloads.add(
                    CelOverloadDecl.newGlobalOverload(name + "_list_" + left.name(), left, ListType.create(left)));
            for (CelType right : NUMBERS) {
                overloads.add(CelOverloadDecl.newGlobalOverload(
                        name + "_" + left.name() + "_" + right.name(),
                        left.equals(right) ? left : SimpleType.DYN,
                        left,
                        right));
            }
        }
        return CelFunctionDecl.newFunctionDeclaration(name, overloads);
    }
}
