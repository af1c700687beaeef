package dev.tollgate.tests;

import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A person is erased by deleting their key; records stay as they are. */
@OnStage
class ErasureIT {
    private final LocalStage stage;

    ErasureIT(Stage stage) {
        this.stage = stage.local();
    }

    @Test
    void afterErasureNobodyCanTellWhoseRecordsTheseAreAndChainsStayValid() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        String name = "p" + System.nanoTime();
        String person = "user:" + name;
        Answer answer = stage.enforcer().evaluation("""
                {"subject":{"type":"identity","id":"%s"},"action":{"name":"tools/call"},"context":{"agent":"%s"},
                 "resource":{"type":"tool","id":"read","properties":{"server":"docs"}}}""".formatted(name, agent.id()));
        Json.Obj record =
                stage.audit().record(answer.decisionId().orElseThrow()).orElseThrow();
        String pseudonym = record.text("user").orElseThrow();
        var tollgate = new TollgateProgram(stage);

        Result shown = tollgate.run("person", "show", person);
        assertTrue(shown.out().contains(pseudonym), shown::toString);
        Result asked = tollgate.run("person", "erase", person);
        assertEquals(1, asked.exitCode(), asked::toString);
        assertTrue(asked.err().contains("--yes"), asked::toString);
        Result erased = tollgate.run("person", "erase", person, "--yes");
        assertEquals(0, erased.exitCode(), erased::toString);

        assertFalse(tollgate.run("person", "show", person).out().contains(pseudonym));
        assertEquals(
                record, stage.audit().record(answer.decisionId().orElseThrow()).orElseThrow());
        assertEquals(0, stage.audit().findings().size());
        assertFalse(stage.audit().records().toString().contains(name), "the name stands nowhere");
        Result again = tollgate.run("person", "erase", person, "--yes");
        assertTrue(again.out().contains("nothing to erase"), again::toString);
        Result month = tollgate.run("person", "erase-addresses", "2999-01", "--yes");
        assertTrue(month.err().contains("a month that is over"), month::toString);
    }
}
