package dev.tollgate.core.authzen;

import dev.tollgate.core.authzen.EvaluationRequest.Explain;
import dev.tollgate.core.json.AnyJson;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Pseudonyms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** An approval is of one call: whatever is changed of it is another. */
class CallDigestPropertyTest {
    private static final Pseudonyms TENANT = new Pseudonyms(new byte[32]);

    /** @param onBehalfOf empty: nobody */
    record AnyCall(String agent, String onBehalfOf, String server, String tool, Json.Obj arguments) {
        String digest() {
            var properties = Json.object().put("server", server).build();
            var context = Json.object().put("arguments", arguments);
            if (!onBehalfOf.isEmpty()) {
                context.put("agent", agent);
            }
            return Question.of(new EvaluationRequest(
                            onBehalfOf.isEmpty() ? "agent" : "identity",
                            onBehalfOf.isEmpty() ? agent : onBehalfOf,
                            Json.Obj.EMPTY,
                            "tools/call",
                            Json.Obj.EMPTY,
                            "tool",
                            tool,
                            properties,
                            context.build(),
                            Explain.NO,
                            Optional.empty(),
                            Optional.empty()))
                    .digest(TENANT);
        }

        AnyCall with(Json.Obj other) {
            return new AnyCall(agent, onBehalfOf, server, tool, other);
        }

        private String canonical() {
            return CanonicalJson.NUMBERS_AS_WRITTEN.text(arguments);
        }
    }

    @Property(seed = "47110815")
    void twoCallsHaveOneDigestOnlyWhenTheyAreTheSame(@ForAll("calls") AnyCall one, @ForAll("calls") AnyCall other) {
        boolean isSame = one.with(Json.Obj.EMPTY).equals(other.with(Json.Obj.EMPTY))
                && one.canonical().equals(other.canonical());

        assertEquals(isSame, one.digest().equals(other.digest()));
    }

    @Property(seed = "47110816")
    void anotherArgumentIsAnotherCall(
            @ForAll("calls") AnyCall call, @ForAll("names") String name, @ForAll("values") Json value) {
        Map<String, Json> members = new LinkedHashMap<>(call.arguments().members());
        Json before = members.put(name, value);
        AnyCall changed = call.with(new Json.Obj(members));
        if (!changed.canonical().equals(call.canonical())) {
            assertNotEquals(call.digest(), changed.digest(), () -> name + " was " + before);
        }
    }

    @Property(seed = "47110817")
    void anotherSpellingOfANumberIsAnotherCall(@ForAll("calls") AnyCall call, @ForAll long number) {
        assertNotEquals(
                with(call, new Json.Num(Long.toString(number))).digest(),
                with(call, new Json.Num(number + ".0")).digest());
        assertNotEquals(
                with(call, new Json.Num(Long.toString(number))).digest(),
                with(call, Json.of(Long.toString(number))).digest());
    }

    @Property(seed = "47110818")
    void theOrderOfMembersDoesNotMatter(@ForAll("calls") AnyCall call) {
        var entries = new ArrayList<>(call.arguments().members().entrySet());
        Collections.reverse(entries);
        Map<String, Json> reversed = new LinkedHashMap<>();
        entries.forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));

        assertEquals(call.digest(), call.with(new Json.Obj(reversed)).digest());
    }

    private static AnyCall with(AnyCall call, Json number) {
        return call.with(Json.object().put("n", number).build());
    }

    /** Few words, so that equal calls come up too. */
    @Provide
    Arbitrary<AnyCall> calls() {
        Arbitrary<String> words = Arbitraries.of("bot", "crm", "bot ", "");
        Arbitrary<String> subjects = Arbitraries.of("bot", "crm");
        return subjects.flatMap(agent -> words.flatMap(user -> words.flatMap(server -> words.flatMap(
                tool -> arguments().map(arguments -> new AnyCall(agent, user, server, tool, arguments))))));
    }

    private Arbitrary<Json.Obj> arguments() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.of(Json.Obj.EMPTY)),
                net.jqwik.api.Tuple.of(2, AnyJson.objects(values())));
    }

    @Provide
    Arbitrary<Json> values() {
        return Arbitraries.oneOf(
                AnyJson.numbers().map(number -> number), AnyJson.texts().map(Json::of));
    }

    @Provide
    Arbitrary<String> names() {
        return AnyJson.texts();
    }
}
