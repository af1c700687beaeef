package dev.tollgate.proxy;

import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is said goes through two pipes, and whoever ends first, nothing is left. */
class ProgramTest extends ProgramBed {
    @Test
    void aCallGoesThroughTwoPipesAndTheServerHasNoneOfTollgatesKeys() throws Exception {
        startProxy();
        says(call(1, "environment"));

        String answer = JsonText.write(answer(1));
        assertTrue(answer.contains("PATH"), answer);
        assertFalse(answer.contains("TOLLGATE"), answer);
    }

    @Test
    void whenTheClientSaysNoMoreItsLastCallIsAnsweredAndNothingIsLeft() throws Exception {
        startProxy();
        says(call(1, "slow"));
        List<ProcessHandle> family = family(2);
        proxy.getOutputStream().close();

        assertTrue(JsonText.write(answer(1)).contains("slow"));
        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, proxy.exitValue());
        await(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void whenTheServerCrashesItsCallsAreAnsweredAndTheProxyEnds() throws Exception {
        startProxy();
        says(call(1, "hang"));
        says(call(2, "hang"));
        says(call(3, "crash"));

        for (int id = 1; id <= 3; id++) {
            assertTrue(JsonText.write(answer(id)).contains("the server ended with exit code 9"));
        }
        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, proxy.exitValue());
    }

    @Test
    void whatTheServerGarblesIsAnErrorAndTheNextCallWorks() throws Exception {
        startProxy();
        says(call(1, "garbage"));
        says(call(2, "torn"));
        says(call(3, "environment"));

        assertTrue(JsonText.write(answer(1)).contains("result"), "what is no message is passed over");
        assertTrue(JsonText.write(answer(2)).contains("cannot be read"));
        assertTrue(answer(3).get("result").isPresent());
        assertFalse(Files.readString(err()).contains("Welcome to the odd server"), "nothing that it said is shown");
    }

    @Test
    void messagesThatAreTooLongAreAnsweredInBothDirections() throws Exception {
        startProxy("--max-message", "1");
        says("{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":{\"a\":\""
                + "y".repeat(1_100_000) + "\"}},\"id\":1}");
        says(call(2, "huge"));
        says(call(3, "environment"));

        assertTrue(JsonText.write(answer(1)).contains("too long"));
        assertTrue(JsonText.write(answer(2)).contains("too long"));
        assertTrue(answer(3).get("result").isPresent());
    }

    @Test
    void aBatchIsRefused() throws Exception {
        startProxy();
        says("[" + call(1, "environment") + "]");

        Json.Obj answer = FakeClientText.read(out.readLine());
        assertEquals(Json.Null.NULL, answer.get("id").orElseThrow());
        assertEquals(
                -32600, answer.object("error").orElseThrow().integer("code").orElseThrow());
    }

    @Test
    void whenTheProxyIsEndedSoIsTheServer() throws Exception {
        startProxy();
        says(call(1, "environment"));
        answer(1);
        List<ProcessHandle> family = family(2);
        proxy.destroy();

        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        await(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void noKeyIsInALog() throws Exception {
        fake.answering =
                (path, body) -> new Answer(401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"" + KEY + "\"}}");
        startProxy();
        says(call(1, "environment"));
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
        String answers = JsonText.write(answer(1)) + JsonText.write(answer(2));
        proxy.getOutputStream().close();
        proxy.waitFor();

        assertFalse(answers.contains("verysecret"), answers);
        assertFalse(Files.readString(err()).contains("verysecret"));
    }
}
