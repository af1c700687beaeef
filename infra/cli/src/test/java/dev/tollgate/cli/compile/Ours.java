package dev.tollgate.cli.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.expr.Bytes;
import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.ExprCodec;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.ListValue;
import dev.tollgate.core.policy.expr.MapValue;
import dev.tollgate.core.policy.expr.Null;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Program;
import dev.tollgate.core.policy.expr.Surroundings;
import dev.tollgate.core.policy.expr.TypeValue;
import dev.tollgate.core.policy.expr.Uint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Our evaluator, in the form in which it is compared with dev.cel. */
final class Ours {
    static final Surroundings SCHEDULES = name -> Optional.of(name.equals("open"));

    private static final JsonText JSON = new JsonText(1_000);

    private Ours() {}

    /** Translated, written and read again; empty when it is refused, for instance for a constant that cannot work. */
    static Optional<Expr> translate(CelAbstractSyntaxTree tree) {
        var findings = new Findings();
        Value value = YamlText.documents(Source.of("x", "x", findings)).getFirst();
        var translation = new ExprTranslation(value, tree);
        Expr expression = translation.of(tree.getExpr());
        return translation.isWhole() ? Optional.of(readAgain(expression)) : Optional.empty();
    }

    private static Expr readAgain(Expr expression) {
        String written = JsonText.write(ExprCodec.encode(expression));
        try {
            Expr read = ExprCodec.decode(JSON.parse(written));
            if (!read.equals(expression)) {
                throw new IllegalStateException("not what was written: " + written);
            }
            return read;
        } catch (JsonException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String evaluate(Program program, Inputs inputs) {
        return text(new Evaluation(inputs, SCHEDULES, 100_000_000).of(program));
    }

    /** The whole way of a policy's expression. */
    static Expr read(String expression) {
        return new Oracle()
                .check(expression)
                .flatMap(Ours::translate)
                .orElseThrow(() -> new IllegalArgumentException("refused: " + expression));
    }

    static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Known(Object value) -> text(value);
            case Outcome.Failed failed -> "error";
            case Outcome.NoValue other -> other.toString();
        };
    }

    static String text(Object value) {
        return switch (value) {
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case Uint number -> number + "u";
            case Double number -> "d" + number;
            case String text -> "'" + text + "'";
            case Bytes bytes -> "b" + java.util.Arrays.toString(bytes.content());
            case Instant time -> "t" + time;
            case Duration duration -> duration.toString();
            case Null none -> "null";
            case TypeValue type -> "type " + type.word();
            case Optional<?> optional -> "optional(" + optional.map(Ours::text).orElse("") + ")";
            case MapValue map -> {
                var entries = new TreeMap<String, String>();
                for (Iterator<?> keys = map.keys(); keys.hasNext(); ) {
                    Object key = keys.next();
                    entries.put(text(key), text(map.find(key)));
                }
                yield entries.toString();
            }
            case ListValue list -> {
                List<String> items = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) {
                    items.add(text(list.get(i)));
                }
                yield items.toString();
            }
            default -> "unexpected " + value.getClass();
        };
    }
}
