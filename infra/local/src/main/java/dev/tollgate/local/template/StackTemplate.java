package dev.tollgate.local.template;

import java.util.List;

/** What the template deploys, as far as it has a part on one machine. */
public record StackTemplate(
        List<Table> tables,
        List<LambdaFunction> functions,
        List<Route> routes,
        List<EventSource> eventSources,
        List<Schedule> schedules,
        Permissions permissions,
        List<SigningKey> keys,
        List<Bucket> buckets) {

    /** Also the region that functions are told they run in. */
    public static final String REGION = LocalNames.REGION;

    public static final String ACCOUNT = LocalNames.ACCOUNT;

    public StackTemplate {
        tables = List.copyOf(tables);
        functions = List.copyOf(functions);
        routes = List.copyOf(routes);
        eventSources = List.copyOf(eventSources);
        schedules = List.copyOf(schedules);
        keys = List.copyOf(keys);
        buckets = List.copyOf(buckets);
    }

    public Table table(String logicalId) {
        return tables.stream()
                .filter(table -> table.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new TemplateException("the template has no table " + logicalId));
    }
}
