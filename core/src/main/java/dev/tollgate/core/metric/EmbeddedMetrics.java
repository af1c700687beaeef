package dev.tollgate.core.metric;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Metrics as lines of a log, in CloudWatch's embedded metric format: CloudWatch makes metrics of them without being
 * called. A line has at most 100 metrics, and a metric at most 100 values a line; what is more goes on in the next line.
 * See "Specification: Embedded metric format" of the CloudWatch user guide.
 */
public final class EmbeddedMetrics {
    private static final int MOST_METRICS = 100;
    private static final int MOST_VALUES = 100;
    private static final int MOST_DIMENSIONS = 30;

    private final String namespace;
    private final SortedMap<String, String> dimensions;

    /**
     * @param dimensions the same for every line; each combination of values costs as a metric of its own, so none of
     *     them may be an agent, a session or anything else that there is no end of
     */
    public EmbeddedMetrics(String namespace, SortedMap<String, String> dimensions) {
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("at most " + MOST_DIMENSIONS + " dimensions");
        }
        this.namespace = namespace;
        this.dimensions = new TreeMap<>(dimensions);
    }

    /**
     * @param at when it was measured; CloudWatch takes what is at most two weeks old
     * @param metrics each name once
     * @return JSON, without line ends; none when there are no values
     */
    public List<String> lines(Instant at, List<Metric> metrics) {
        checkNames(metrics);
        var lines = new ArrayList<String>();
        List<Metric> left = withValues(metrics);
        while (!left.isEmpty()) {
            List<Metric> now = left.stream().limit(MOST_METRICS).toList();
            lines.add(line(at, now.stream().map(EmbeddedMetrics::first).toList()));
            var rest = new ArrayList<Metric>();
            now.forEach(metric -> rest.add(afterFirst(metric)));
            rest.addAll(left.subList(now.size(), left.size()));
            left = withValues(rest);
        }
        return lines;
    }

    private void checkNames(List<Metric> metrics) {
        var names = new HashSet<>(dimensions.keySet());
        names.add("_aws");
        for (Metric metric : metrics) {
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException("the name '" + metric.name() + "' stands there twice");
            }
        }
    }

    private static List<Metric> withValues(List<Metric> metrics) {
        return metrics.stream().filter(metric -> !metric.values().isEmpty()).toList();
    }

    private static Metric first(Metric metric) {
        List<Long> values = metric.values();
        return new Metric(metric.name(), metric.unit(), values.subList(0, Math.min(MOST_VALUES, values.size())));
    }

    private static Metric afterFirst(Metric metric) {
        List<Long> values = metric.values();
        return new Metric(
                metric.name(), metric.unit(), values.subList(Math.min(MOST_VALUES, values.size()), values.size()));
    }

    private String line(Instant at, List<Metric> metrics) {
        var definitions = new ArrayList<Json>();
        metrics.forEach(metric -> definitions.add(Json.object()
                .put("Name", metric.name())
                .put("Unit", metric.unit().word())
                .build()));
        Json directive = Json.object()
                .put("Namespace", namespace)
                .put("Dimensions", new Json.Arr(List.of(Json.texts(List.copyOf(dimensions.keySet())))))
                .put("Metrics", new Json.Arr(definitions))
                .build();
        var line = Json.object()
                .put(
                        "_aws",
                        Json.object()
                                .put("Timestamp", at.toEpochMilli())
                                .put("CloudWatchMetrics", new Json.Arr(List.of(directive)))
                                .build());
        dimensions.forEach(line::put);
        metrics.forEach(metric -> line.put(metric.name(), value(metric.values())));
        return JsonText.write(line.build());
    }

    private static Json value(List<Long> values) {
        return values.size() == 1
                ? Json.of(values.getFirst())
                : new Json.Arr(values.stream().<Json>map(Json::of).toList());
    }
}
