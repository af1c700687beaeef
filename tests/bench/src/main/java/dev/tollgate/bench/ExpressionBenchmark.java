package dev.tollgate.bench;

import com.google.re2j.Pattern;
import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.tollgate.cli.compile.CompileException;
import dev.tollgate.cli.compile.Compiler;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Program;
import dev.tollgate.core.policy.expr.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One condition, evaluated by Tollgate, by dev.cel's planner, and by Java that someone wrote by hand. Reading the request
 * and binding variables is not measured: all three have them ready.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExpressionBenchmark {
    private static final Map<String, String> CONDITIONS = Map.of(
            "typical",
            "'analyst' in subject.roles && tool.server == 'crm' && args.table in ['customers', 'orders']"
                    + " && args.limit <= 100 && args.statement.matches('^select ')",
            "typicalWithoutPattern",
            "'analyst' in subject.roles && tool.server == 'crm' && args.table in ['customers', 'orders']"
                    + " && args.limit <= 100 && args.statement.startsWith('select ')",
            "twoComparisons",
            "tool.server == 'crm' && args.limit <= 100",
            "loop",
            "args.columns.all(c, c in ['id', 'name', 'city'])");

    private static final Pattern SELECT = Pattern.compile("^select ");
    private static final List<String> COLUMNS = List.of("id", "name", "city");

    @Param({"typical", "typicalWithoutPattern", "twoComparisons", "loop"})
    public String condition;

    private Program program;
    private Inputs inputs;
    private CelRuntime.Program celProgram;
    private Map<String, Object> celVariables;
    private Json.Obj subject;
    private Json.Obj tool;
    private Json.Obj args;

    @Setup
    public void prepare() throws Exception {
        String text = CONDITIONS.get(condition);
        subject = json("{\"type\":\"agent\",\"id\":\"report-bot\",\"roles\":[\"reader\",\"analyst\"]}");
        tool = json("{\"server\":\"crm\",\"name\":\"query\",\"traits\":[\"read\"]}");
        args = json("{\"table\":\"orders\",\"limit\":50,\"statement\":\"select name from orders where id = 7\","
                + "\"columns\":[\"id\",\"name\",\"city\",\"name\",\"id\"]}");
        program = Program.of(compiled(text));
        inputs =
                new Inputs().bind(Input.SUBJECT, subject).bind(Input.TOOL, tool).bind(Input.ARGS, args);
        celProgram = celProgram(text);
        celVariables = new HashMap<>();
        celVariables.put("subject", celValue(subject));
        celVariables.put("tool", celValue(tool));
        celVariables.put("args", celValue(args));
        if (!tollgate() || !devCel() || !byHand()) {
            throw new IllegalStateException("the three do not agree on " + condition);
        }
    }

    @Benchmark
    public boolean tollgate() {
        var evaluation = new Evaluation(inputs, Surroundings.NONE, Evaluation.DEFAULT_BUDGET);
        return evaluation.condition(program) instanceof Outcome.Known(Object value) && value == Boolean.TRUE;
    }

    @Benchmark
    public boolean devCel() throws Exception {
        return (Boolean) celProgram.eval(celVariables);
    }

    @Benchmark
    public boolean byHand() {
        return switch (condition) {
            case "typical" ->
                common() && SELECT.matcher(args.text("statement").orElseThrow()).find();
            case "typicalWithoutPattern" ->
                common() && args.text("statement").orElseThrow().startsWith("select ");
            case "twoComparisons" ->
                tool.text("server").orElseThrow().equals("crm")
                        && args.integer("limit").orElseThrow() <= 100;
            default ->
                args.items("columns").stream()
                        .allMatch(column -> column instanceof Json.Str(String name) && COLUMNS.contains(name));
        };
    }

    private boolean common() {
        return hasRole("analyst")
                && tool.text("server").orElseThrow().equals("crm")
                && isTable(args.text("table").orElseThrow())
                && args.integer("limit").orElseThrow() <= 100;
    }

    private boolean hasRole(String wanted) {
        for (Json role : subject.items("roles")) {
            if (role instanceof Json.Str(String name) && name.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTable(String name) {
        return name.equals("customers") || name.equals("orders");
    }

    /** As a bundle has it. */
    private static Expr compiled(String condition) throws IOException, CompileException {
        Path folder = Files.createTempDirectory("bench");
        Path file = Files.writeString(folder.resolve("bundle.yaml"), """
                {apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: b}, spec: {}}
                ---
                apiVersion: tollgate.dev/v1
                kind: Policy
                metadata: {name: p}
                spec:
                  target: {}
                  rules:
                    - id: r
                      effect: allow
                      when: |-
                        %s
                """.formatted(condition));
        try {
            return Compiler.compile(folder)
                    .bundle()
                    .policies()
                    .getFirst()
                    .rules()
                    .getFirst()
                    .when()
                    .orElseThrow();
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private static CelRuntime.Program celProgram(String condition) throws Exception {
        CelOptions options =
                CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("subject", SimpleType.DYN)
                .addVar("tool", SimpleType.DYN)
                .addVar("args", SimpleType.DYN)
                .build();
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(options)
                .build()
                .createProgram(compiler.compile(condition).getAst());
    }

    private static Object celValue(Json json) {
        return switch (json) {
            case Json.Obj(Map<String, Json> members) -> {
                var map = new LinkedHashMap<String, Object>();
                members.forEach((name, value) -> map.put(name, celValue(value)));
                yield map;
            }
            case Json.Arr(List<Json> items) ->
                items.stream().map(ExpressionBenchmark::celValue).toList();
            case Json.Str(String text) -> text;
            case Json.Num number -> number.asLong().orElseThrow();
            case Json.Bool bool -> bool.value();
            case Json.Null none -> dev.cel.common.values.NullValue.NULL_VALUE;
        };
    }

    private static Json.Obj json(String text) throws JsonException {
        return (Json.Obj) new JsonText(9).parse(text);
    }
}
