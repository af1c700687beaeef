package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Reads what an agent did before a test's case, in the form in which conditions read it. A case belongs to a session or
 * trace when it says what happened there, {@code trace: {}} if nothing did.
 */
final class TestHistoryReader {
    private static final long MOST = 1_000_000_000_000L;

    private TestHistoryReader() {}

    static Json.Obj read(Value value) {
        Optional<Fields> fields = value.fields(Shape.TEST_HISTORY);
        var history = calls(fields);
        for (String part : List.of("session", "trace")) {
            fields.flatMap(each -> each.optional(part))
                    .ifPresent(past -> history.put(
                            part, calls(past.fields(Shape.TEST_CALLS)).build()));
        }
        return history.build();
    }

    private static Json.Members calls(Optional<Fields> fields) {
        return Json.object()
                .put(
                        "labels",
                        Json.texts(fields.flatMap(each -> each.optional("labels"))
                                .map(Value::texts)
                                .orElse(List.of())))
                .put("calls", numbers(fields.flatMap(each -> each.optional("calls"))))
                .put("amounts", numbers(fields.flatMap(each -> each.optional("amounts"))))
                .put(
                        "first_use",
                        Json.of(fields.flatMap(each -> each.optional("first_use"))
                                .flatMap(Value::bool)
                                .orElse(false)));
    }

    private static Json numbers(Optional<Value> mapping) {
        var numbers = Json.object();
        mapping.flatMap(Value::members)
                .ifPresent(members -> members.forEach((name, member) ->
                        member.value().integer(0, MOST).ifPresent(number -> numbers.put(name, number))));
        return numbers.build();
    }
}
