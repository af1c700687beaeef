package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Expr.Constant;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which parts of an agent's history conditions look at: what no condition reads is neither read nor kept.
 *
 * @param agent all that the agent did
 * @param session what it did in the same session
 * @param trace what its owner's agents did in the same trace
 */
public record HistoryReads(Set<Read> agent, Set<Read> session, Set<Read> trace) {
    public static final HistoryReads NONE = new HistoryReads(Set.of(), Set.of(), Set.of());

    private static final String SESSION = "session";
    private static final String TRACE = "trace";

    public enum Part {
        LABELS,
        CALLS,
        AMOUNTS,
        FIRST_USE;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The member of {@code history}. */
        public String word() {
            return word;
        }
    }

    /**
     * @param name the one tool or amount that is looked at; empty: any
     */
    public record Read(Part part, Optional<String> name) {
        public static Read all(Part part) {
            return new Read(part, Optional.empty());
        }

        /** Whether this is looked at. */
        public boolean covers(Part other, String named) {
            return part == other && name.map(named::equals).orElse(true);
        }
    }

    /** Every part, whatever it is about. */
    public static final Set<Read> EVERYTHING =
            EnumSet.allOf(Part.class).stream().map(Read::all).collect(Collectors.toUnmodifiableSet());

    public HistoryReads {
        agent = Set.copyOf(agent);
        session = Set.copyOf(session);
        trace = Set.copyOf(trace);
    }

    public boolean isNothing() {
        return agent.isEmpty() && session.isEmpty() && trace.isEmpty();
    }

    public HistoryReads and(HistoryReads other) {
        if (other.isNothing()) {
            return this;
        }
        return isNothing()
                ? other
                : new HistoryReads(union(agent, other.agent), union(session, other.session), union(trace, other.trace));
    }

    private static Set<Read> union(Set<Read> one, Set<Read> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** What any condition of the bundle looks at. */
    public static HistoryReads of(Bundle bundle) {
        return Stream.concat(
                        bundle.policies().stream()
                                .flatMap(policy -> policy.rules().stream())
                                .map(HistoryReads::of),
                        bundle.limits().values().stream().map(limit -> of(List.of(limit.cost()))))
                .reduce(NONE, HistoryReads::and);
    }

    static HistoryReads of(Rule rule) {
        return of(
                Stream.concat(rule.when().stream(), rule.rewrites().flatMap(rewrite -> rewrite.set().values().stream()))
                        .toList());
    }

    static HistoryReads of(Collection<Expr> expressions) {
        var found = new Found();
        expressions.forEach(found::look);
        return new HistoryReads(found.agent, found.session, found.trace);
    }

    private static final class Found {
        private final Set<Read> agent = new HashSet<>();
        private final Set<Read> session = new HashSet<>();
        private final Set<Read> trace = new HashSet<>();

        void look(Expr expression) {
            switch (expression) {
                case Constant constant -> {}
                case Expr.Local local -> {}
                case Expr.Has(Expr operand, String member)
                when path(operand).filter(List::isEmpty).isPresent() -> {
                    // Whether there is a session or trace is known without reading its history.
                    if (!member.equals(SESSION) && !member.equals(TRACE)) {
                        mark(List.of(member));
                    }
                }
                case Expr.Has(Expr operand, String member) -> member(operand, member);
                case Expr.Variable(Input input) -> {
                    if (input == Input.HISTORY) {
                        mark(List.of());
                    }
                }
                case Expr.Select(Expr operand, String member) -> member(operand, member);
                case Expr.SelectOptional(Expr operand, String member) -> member(operand, member);
                case Expr.ListOf(List<Expr> items) -> items.forEach(this::look);
                case Expr.MapOf(List<Expr.MapOf.Entry> entries) ->
                    entries.forEach(entry -> {
                        look(entry.key());
                        look(entry.value());
                    });
                case Expr.Maybe(Expr value) -> look(value);
                case Expr.Call call -> {
                    Optional<List<String>> path = path(call);
                    if (path.isPresent()) {
                        mark(path.get());
                    } else {
                        call.arguments().forEach(this::look);
                    }
                }
                case Expr.Loop(var kind, Expr range, var names, Optional<Expr> filter, Expr body) -> {
                    look(range);
                    filter.ifPresent(this::look);
                    look(body);
                }
                case Expr.Let(String name, Expr value, Expr body) -> {
                    look(value);
                    look(body);
                }
            }
        }

        private void member(Expr operand, String member) {
            Optional<List<String>> path = path(operand);
            if (path.isPresent()) {
                mark(longer(path.get(), member));
            } else {
                look(operand);
            }
        }

        /** The members from {@code history} down, when that is all that the expression says. */
        private static Optional<List<String>> path(Expr expression) {
            return switch (expression) {
                case Expr.Variable(Input input) -> input == Input.HISTORY ? Optional.of(List.of()) : Optional.empty();
                case Expr.Select(Expr operand, String member) -> path(operand).map(path -> longer(path, member));
                case Expr.SelectOptional(Expr operand, String member) ->
                    path(operand).map(path -> longer(path, member));
                case Expr.Call(Function function, List<Expr> arguments)
                when (function == Function.INDEX || function == Function.INDEX_OPTIONAL)
                        && arguments.getLast() instanceof Constant(Object key)
                        && key instanceof String name ->
                    path(arguments.getFirst()).map(path -> longer(path, name));
                default -> Optional.empty();
            };
        }

        private static List<String> longer(List<String> path, String member) {
            var longer = new ArrayList<>(path);
            longer.add(member);
            return longer;
        }

        private void mark(List<String> path) {
            if (path.isEmpty()) {
                List.of(agent, session, trace).forEach(reads -> reads.addAll(EVERYTHING));
                return;
            }
            switch (path.getFirst()) {
                case SESSION -> mark(session, path.subList(1, path.size()));
                case TRACE -> mark(trace, path.subList(1, path.size()));
                default -> mark(agent, path);
            }
        }

        private static void mark(Set<Read> reads, List<String> path) {
            if (path.isEmpty()) {
                reads.addAll(EVERYTHING);
                return;
            }
            for (Part part : Part.values()) {
                if (part.word().equals(path.getFirst())) {
                    reads.add(new Read(part, path.stream().skip(1).findFirst()));
                }
            }
        }
    }
}
