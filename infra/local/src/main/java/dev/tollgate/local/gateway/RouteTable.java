package dev.tollgate.local.gateway;

import dev.tollgate.local.template.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request as an HTTP API does: the most specific one, segment by segment text before {@code {name}}
 * before {@code {name+}}, the method's own before {@code ANY}, and {@code $default} for what is left.
 */
final class RouteTable {
    private final List<Pattern> patterns;
    private final Optional<Match> fallback;

    RouteTable(List<Route> routes) {
        this.patterns = routes.stream()
                .filter(route -> !route.isDefault())
                .map(Pattern::of)
                .sorted(Comparator.comparing(Pattern::rank))
                .toList();
        this.fallback = routes.stream()
                .filter(Route::isDefault)
                .map(route -> new Match(route, Map.of()))
                .findFirst();
    }

    /** @param parameters the values of the path's {@code {name}} segments */
    record Match(Route route, Map<String, String> parameters) {}

    /** @param path decoded */
    Optional<Match> find(String method, String path) {
        List<String> segments = segments(path);
        for (Pattern pattern : patterns) {
            Optional<Match> match = pattern.match(method, segments);
            if (match.isPresent()) {
                return match;
            }
        }
        return fallback;
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private record Pattern(Route route, String method, List<String> segments) {

        static Pattern of(Route route) {
            int space = route.key().indexOf(' ');
            return new Pattern(
                    route,
                    route.key().substring(0, space),
                    RouteTable.segments(route.key().substring(space + 1)));
        }

        /** Sorts the more specific pattern first. */
        String rank() {
            var rank = new StringBuilder();
            for (String segment : segments) {
                rank.append(isGreedy(segment) ? '3' : isName(segment) ? '2' : '1');
            }
            return rank.append(method.equals("ANY") ? '5' : '4').toString();
        }

        Optional<Match> match(String requestMethod, List<String> path) {
            if (!method.equals("ANY") && !method.equals(requestMethod)) {
                return Optional.empty();
            }
            var parameters = new LinkedHashMap<String, String>();
            for (int i = 0; i < segments.size(); i++) {
                String segment = segments.get(i);
                if (i >= path.size() || (isName(segment) && path.get(i).isEmpty())) {
                    return Optional.empty();
                }
                if (isGreedy(segment)) {
                    var rest = new ArrayList<>(path.subList(i, path.size()));
                    parameters.put(segment.substring(1, segment.length() - 2), String.join("/", rest));
                    return Optional.of(new Match(route, parameters));
                }
                if (isName(segment)) {
                    parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return path.size() == segments.size() ? Optional.of(new Match(route, parameters)) : Optional.empty();
        }

        private static boolean isName(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }

        private static boolean isGreedy(String segment) {
            return isName(segment) && segment.endsWith("+}");
        }
    }
}
