package dev.tollgate.tests.fuzz;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.redact.ProfileReader;
import dev.tollgate.core.scan.Scanner;
import dev.tollgate.redaction.FunctionTrial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A few seconds of {@code make fuzz}, the same each time. */
class FuzzTest {
    private static final Scanner SCANNER = new Scanner();

    @Test
    void whateverTheAnswerItsRedactionHolds() {
        var trials = new Trials(SCANNER);
        for (long seed = 0; seed < 4_000; seed++) {
            trials.run(Choices.seeded(seed));
        }
    }

    @Test
    void whateverTheRequestTheFunctionAnswers() {
        var function = new FunctionTrial(SCANNER);
        for (long seed = 0; seed < 400; seed++) {
            function.run(Choices.seeded(seed));
        }
    }

    @Test
    void whatIsPlantedIsFoundAlone() {
        var redaction = new RedactionTrial(SCANNER);
        Json.Obj all = Json.object()
                .put("findings", Json.object().put("*", "replace").build())
                .build();
        Applied applied = Applied.of(ProfileReader.read("all", all, Optional.empty()));
        List<String> left = new Tables(SCANNER)
                .planted().stream()
                        .filter(planted ->
                                planted.values().stream().anyMatch(redaction.alone(planted, applied)::contains))
                        .map(Planted::text)
                        .toList();
        assertEquals(List.of(), left);
    }
}
