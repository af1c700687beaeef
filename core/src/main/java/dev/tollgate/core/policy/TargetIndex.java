package dev.tollgate.core.policy;

import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the targets that match a call without asking each: a target stands under the words that a call must have to be
 * matched by it. Of its tools, subjects, resources and actions, those words are taken that the fewest other targets have.
 * A target whose every list holds a pattern with a star in the place that counts is asked for every call.
 */
final class TargetIndex {
    private final List<Target> targets;
    private final Map<Word, int[]> byWord;
    private final int[] others;

    private enum Kind {
        TOOL,
        SERVER,
        TRAIT,
        SUBJECT,
        ROLE,
        OWNER,
        PURPOSE,
        RESOURCE,
        RESOURCE_TYPE,
        ACTION
    }

    /** @param first and {@code second} are names; {@code second} is empty where one is enough */
    private record Word(Kind kind, String first, String second) {
        Word(Kind kind, String only) {
            this(kind, only, "");
        }
    }

    TargetIndex(List<Target> targets) {
        this.targets = List.copyOf(targets);
        List<List<List<Word>>> choices =
                this.targets.stream().map(TargetIndex::choices).toList();
        var uses = new HashMap<Word, Integer>();
        choices.forEach(ofTarget ->
                ofTarget.forEach(words -> words.forEach(word -> uses.merge(word, 1, Integer::sum))));
        var places = new HashMap<Word, List<Integer>>();
        var unindexed = new ArrayList<Integer>();
        for (int i = 0; i < choices.size(); i++) {
            int place = i;
            rarest(choices.get(i), uses)
                    .ifPresentOrElse(
                            words -> words.stream()
                                    .distinct()
                                    .forEach(word -> places.computeIfAbsent(word, none -> new ArrayList<>())
                                            .add(place)),
                            () -> unindexed.add(place));
        }
        this.byWord = new HashMap<>();
        places.forEach((word, of) -> byWord.put(word, ints(of)));
        this.others = ints(unindexed);
    }

    /** The places of the targets that match, ascending. */
    int[] matching(Call call) {
        int[] candidates = candidates(call);
        int found = 0;
        for (int i = 0; i < candidates.length; i++) {
            int place = candidates[i];
            if ((i == 0 || place != candidates[i - 1]) && targets.get(place).matches(call)) {
                candidates[found++] = place;
            }
        }
        return Arrays.copyOf(candidates, found);
    }

    private int[] candidates(Call call) {
        List<int[]> parts = new ArrayList<>();
        parts.add(others);
        words(call).forEach(word -> {
            int[] part = byWord.get(word);
            if (part != null) {
                parts.add(part);
            }
        });
        int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
        int filled = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, all, filled, part.length);
            filled += part.length;
        }
        Arrays.sort(all);
        return all;
    }

    private static List<Word> words(Call call) {
        var words = new ArrayList<Word>(12);
        call.tool().ifPresent(tool -> {
            words.add(new Word(Kind.TOOL, tool.server(), tool.name()));
            words.add(new Word(Kind.SERVER, tool.server()));
            tool.entry().traits().forEach(trait -> words.add(new Word(Kind.TRAIT, trait)));
        });
        Call.Subject subject = call.subject();
        words.add(new Word(Kind.SUBJECT, subject.type(), subject.id()));
        subject.roles().forEach(role -> words.add(new Word(Kind.ROLE, role)));
        words.add(new Word(Kind.OWNER, subject.owner()));
        words.add(new Word(Kind.PURPOSE, subject.purpose()));
        words.add(
                new Word(Kind.RESOURCE, call.resource().type(), call.resource().id()));
        words.add(new Word(Kind.RESOURCE_TYPE, call.resource().type()));
        words.add(new Word(Kind.ACTION, call.action().name()));
        return words;
    }

    /** For each list of the target that can be looked up: a call has one of these words, or is not matched. */
    private static List<List<Word>> choices(Target target) {
        return Stream.of(
                        all(target.tools(), TargetIndex::word),
                        all(target.subjects(), TargetIndex::word),
                        all(target.resources(), TargetIndex::word),
                        all(target.actions(), action -> literal(Kind.ACTION, action)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Word> word(ToolMatch match) {
        return switch (match) {
            case ToolMatch.Named(Glob server, Glob tool) ->
                !server.isLiteral()
                        ? Optional.empty()
                        : Optional.of(
                                tool.isLiteral()
                                        ? new Word(Kind.TOOL, server.pattern(), tool.pattern())
                                        : new Word(Kind.SERVER, server.pattern()));
            case ToolMatch.WithTrait(String trait) -> Optional.of(new Word(Kind.TRAIT, trait));
        };
    }

    private static Optional<Word> word(SubjectMatch match) {
        return switch (match) {
            case SubjectMatch.Identity(Glob type, Glob id) ->
                type.isLiteral() && id.isLiteral()
                        ? Optional.of(new Word(Kind.SUBJECT, type.pattern(), id.pattern()))
                        : Optional.empty();
            case SubjectMatch.Role(Glob role) -> literal(Kind.ROLE, role);
            case SubjectMatch.Owner(Glob owner) -> literal(Kind.OWNER, owner);
            case SubjectMatch.Purpose(Glob purpose) -> literal(Kind.PURPOSE, purpose);
        };
    }

    private static Optional<Word> word(ResourceMatch match) {
        if (!match.type().isLiteral()) {
            return Optional.empty();
        }
        return Optional.of(
                match.id().isLiteral()
                        ? new Word(
                                Kind.RESOURCE,
                                match.type().pattern(),
                                match.id().pattern())
                        : new Word(Kind.RESOURCE_TYPE, match.type().pattern()));
    }

    private static Optional<Word> literal(Kind kind, Glob glob) {
        return glob.isLiteral() ? Optional.of(new Word(kind, glob.pattern())) : Optional.empty();
    }

    /** The words of all entries; empty when one has none, or when there is no entry. */
    private static <T> Optional<List<Word>> all(List<T> entries, java.util.function.Function<T, Optional<Word>> word) {
        List<Word> words = entries.stream().map(word).flatMap(Optional::stream).toList();
        return words.isEmpty() || words.size() < entries.size() ? Optional.empty() : Optional.of(words);
    }

    private static Optional<List<Word>> rarest(List<List<Word>> choices, Map<Word, Integer> uses) {
        return choices.stream()
                .min(java.util.Comparator.comparingInt(
                        words -> words.stream().mapToInt(uses::get).sum()));
    }

    private static int[] ints(List<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
