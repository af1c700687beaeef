package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

class TargetIndexTest {

    @Property
    void findsWhatAskingEachTargetFinds(@ForAll("targets") List<Target> targets, @ForAll("calls") Call call) {
        int[] asked = IntStream.range(0, targets.size())
                .filter(place -> targets.get(place).matches(call))
                .toArray();

        assertArrayEquals(asked, new TargetIndex(targets).matching(call));
    }

    @Provide
    Arbitrary<List<Target>> targets() {
        Arbitrary<Glob> globs = Arbitraries.of("a", "b", "c", "*", "a*").map(Glob::new);
        Arbitrary<SubjectMatch> subjects = Arbitraries.oneOf(
                globs.tuple2().map(two -> new SubjectMatch.Identity(two.get1(), two.get2())),
                globs.map(SubjectMatch.Role::new),
                globs.map(SubjectMatch.Owner::new),
                globs.map(SubjectMatch.Purpose::new));
        Arbitrary<ToolMatch> tools = Arbitraries.oneOf(
                globs.tuple2().map(two -> new ToolMatch.Named(two.get1(), two.get2())),
                Arbitraries.of("read", "write").map(ToolMatch.WithTrait::new));
        Arbitrary<ResourceMatch> resources = globs.tuple2().map(two -> new ResourceMatch(two.get1(), two.get2()));
        return Combinators.combine(
                        subjects.list().ofMaxSize(2),
                        globs.list().ofMinSize(1).ofMaxSize(2),
                        tools.list().ofMaxSize(2),
                        resources.list().ofMaxSize(1))
                .as(Target::new)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<Call> calls() {
        Arbitrary<String> words = Arbitraries.of("a", "b", "c", "ab");
        Arbitrary<Call.Subject> subjects = Combinators.combine(
                        words, words, words.list().ofMaxSize(2), words, words)
                .as((type, id, roles, owner, purpose) ->
                        new Call.Subject(type, id, roles, owner, purpose, Json.Obj.EMPTY));
        Arbitrary<Call.Tool> tools = Combinators.combine(
                        words, words, Arbitraries.of("read", "write").list().ofMaxSize(2))
                .as((server, name, traits) ->
                        new Call.Tool(server, name, new ToolEntry(traits, List.of(), Optional.empty(), false)));
        return Combinators.combine(subjects, words, words, words, tools.optional())
                .as((subject, action, type, id, tool) -> new Call(
                        subject,
                        new Call.Action(action, Json.Obj.EMPTY),
                        new Call.Resource(type, id, Json.Obj.EMPTY),
                        tool,
                        Json.Obj.EMPTY));
    }
}
