package dev.tollgate.core.redact;

import dev.tollgate.core.argument.ArgumentPath.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rules on names and places of fields, followed down a document. */
final class FieldRules {
    private final Map<String, Transform> byName = new HashMap<>();
    private final Places start;

    FieldRules(List<FieldRule> rules) {
        var paths = new ArrayList<Path>();
        for (FieldRule rule : rules) {
            switch (rule) {
                case FieldRule.Named(String name, Transform transform) ->
                    byName.merge(name.toLowerCase(Locale.ROOT), transform, Transform::stricter);
                case FieldRule.AtPath(var path, Transform transform) -> paths.add(new Path(path.steps(), 0, transform));
            }
        }
        this.start = new Places(List.copyOf(paths));
    }

    /** A path of which some steps were gone. */
    private record Path(List<Step> steps, int gone, Transform transform) {
        boolean isAtEnd() {
            return gone == steps.size();
        }

        Path on() {
            return new Path(steps, gone + 1, transform);
        }
    }

    /** The paths that lead on from some place of the document. */
    static final class Places {
        static final Places NONE = new Places(List.of());

        private final List<Path> paths;

        private Places(List<Path> paths) {
            this.paths = paths;
        }

        Places and(Places more) {
            if (paths.isEmpty() || more.paths.isEmpty()) {
                return paths.isEmpty() ? more : this;
            }
            var both = new ArrayList<>(paths);
            both.addAll(more.paths);
            return new Places(both);
        }

        Places member(String name) {
            return paths.isEmpty()
                    ? NONE
                    : down(step -> step instanceof Step.Each
                            || step instanceof Step.Member(String wanted) && wanted.equals(name));
        }

        Places item(int index) {
            return paths.isEmpty()
                    ? NONE
                    : down(step ->
                            step instanceof Step.Each || step instanceof Step.Item(int wanted) && wanted == index);
        }

        private Places down(java.util.function.Predicate<Step> leads) {
            var next = new ArrayList<Path>();
            for (Path path : paths) {
                if (!path.isAtEnd() && leads.test(path.steps().get(path.gone()))) {
                    next.add(path.on());
                }
            }
            return next.isEmpty() ? NONE : new Places(next);
        }

        /** What becomes of what stands here. */
        Optional<Transform> transform() {
            return paths.isEmpty()
                    ? Optional.empty()
                    : paths.stream().filter(Path::isAtEnd).map(Path::transform).reduce(Transform::stricter);
        }
    }

    Places start() {
        return start;
    }

    Optional<Transform> named(String name) {
        return byName.isEmpty() ? Optional.empty() : Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }
}
