package dev.tollgate.core.scan.phone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finite sets of texts of digits as nodes of one graph, in which equal sets are the same node: what the smallest
 * deterministic automaton is made of. Node 0 is the empty set, node 1 the set of the empty text alone.
 */
final class DigitSet {
    static final int NOTHING = 0;
    static final int END = 1;

    /** @param next one node a digit */
    record Node(boolean isEnd, List<Integer> next) {
        Node {
            next = List.copyOf(next);
        }
    }

    private record Pair(int one, int other) {}

    private record Rest(TreeSet<Integer> states, int length) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> places = new HashMap<>();
    private final Map<Pair, Integer> unions = new HashMap<>();
    private final Map<Pair, Integer> intersections = new HashMap<>();

    DigitSet() {
        List<Integer> nowhere = java.util.Collections.nCopies(10, NOTHING);
        place(new Node(false, nowhere));
        place(new Node(true, nowhere));
    }

    Node node(int place) {
        return nodes.get(place);
    }

    int size() {
        return nodes.size();
    }

    private int place(Node node) {
        return places.computeIfAbsent(node, added -> {
            nodes.add(added);
            return nodes.size() - 1;
        });
    }

    int union(int one, int other) {
        if (one == other || other == NOTHING) {
            return one;
        }
        if (one == NOTHING) {
            return other;
        }
        var pair = new Pair(Math.min(one, other), Math.max(one, other));
        Integer known = unions.get(pair);
        if (known == null) {
            var next = new ArrayList<Integer>();
            for (int digit = 0; digit < 10; digit++) {
                next.add(union(node(one).next().get(digit), node(other).next().get(digit)));
            }
            known = place(new Node(node(one).isEnd() || node(other).isEnd(), next));
            unions.put(pair, known);
        }
        return known;
    }

    int intersection(int one, int other) {
        if (one == other) {
            return one;
        }
        if (one == NOTHING || other == NOTHING) {
            return NOTHING;
        }
        var pair = new Pair(Math.min(one, other), Math.max(one, other));
        Integer known = intersections.get(pair);
        if (known == null) {
            var next = new ArrayList<Integer>();
            for (int digit = 0; digit < 10; digit++) {
                next.add(intersection(
                        node(one).next().get(digit), node(other).next().get(digit)));
            }
            known = place(new Node(node(one).isEnd() && node(other).isEnd(), next));
            intersections.put(pair, known);
        }
        return known;
    }

    /** The texts of a set with those digits in front. */
    int behind(String digits, int set) {
        int place = set;
        for (int i = digits.length() - 1; i >= 0; i--) {
            var next = new ArrayList<>(java.util.Collections.nCopies(10, NOTHING));
            next.set(digits.charAt(i) - '0', place);
            place = place(new Node(false, next));
        }
        return place;
    }

    /** What a pattern matches whole, and has one of the lengths. */
    int matching(DigitPattern pattern, TreeSet<Integer> lengths) {
        return matching(pattern, lengths, new Rest(pattern.start(), 0), new HashMap<>());
    }

    private int matching(DigitPattern pattern, TreeSet<Integer> lengths, Rest rest, Map<Rest, Integer> known) {
        if (rest.states().isEmpty() || rest.length() > lengths.last()) {
            return NOTHING;
        }
        Integer place = known.get(rest);
        if (place == null) {
            var next = new ArrayList<Integer>();
            for (int digit = 0; digit < 10; digit++) {
                var after = new Rest(pattern.after(rest.states(), digit), rest.length() + 1);
                next.add(matching(pattern, lengths, after, known));
            }
            place = place(new Node(pattern.isEnd(rest.states()) && lengths.contains(rest.length()), next));
            known.put(rest, place);
        }
        return place;
    }

    /** The nodes of a set, each once, itself first. */
    List<Integer> reachable(int set) {
        var order = new ArrayList<Integer>(List.of(set));
        var seen = new TreeSet<>(order);
        for (int i = 0; i < order.size(); i++) {
            for (int next : node(order.get(i)).next()) {
                if (next != NOTHING && seen.add(next)) {
                    order.add(next);
                }
            }
        }
        return order;
    }
}
