package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** {@code expressions.txt}: each line an expression, {@code =>}, and what must come out. */
class FunctionTableTest {
    private static final String SEPARATOR = " => ";

    private final Inputs inputs = new Inputs()
            .bind(Input.NOW, Instant.parse("2026-11-23T10:11:12.345Z"))
            .bind(Input.HOSTS, Json.texts(List.of("a.example.com", "10.0.0.1")))
            .bind(Input.POSTURE, Json.of("normal"))
            .bind(
                    Input.ARGS,
                    Json.object()
                            .put("i", 1)
                            .put("d", new Json.Num("1.0"))
                            .put("big", new Json.Num("9223372036854775808"))
                            .put("huge", new Json.Num("1e999"))
                            .put("s", "héé😀")
                            .put("f", Json.Null.NULL)
                            .put("l", new Json.Arr(List.of(Json.of(1), Json.of("a"))))
                            .build());

    static Stream<String> lines() throws IOException {
        try (InputStream table = FunctionTableTest.class.getResourceAsStream("/expressions.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> line.contains(SEPARATOR)).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void comesOutAsTheTableSays(String line) {
        int separator = line.lastIndexOf(SEPARATOR);
        Program program = Program.of(Ours.read(line.substring(0, separator)));

        assertEquals(line.substring(separator + SEPARATOR.length()), Ours.evaluate(program, inputs));
    }
}
