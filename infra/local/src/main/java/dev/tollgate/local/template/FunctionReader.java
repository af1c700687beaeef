package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateReader.Resource;
import dev.tollgate.local.template.TemplateValue.Members;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code AWS::Serverless::Function} and what calls it: streams and the clock. */
final class FunctionReader {
    private static final String TYPE = "AWS::Serverless::Function";
    private static final String STREAM = "DynamoDB";
    private static final String CLOCK = "Schedule";

    private final Path root;
    private final Intrinsics intrinsics;
    private final Map<String, TemplateValue> globals;

    FunctionReader(Path root, Intrinsics intrinsics, Map<String, TemplateValue> globals) {
        this.root = root;
        this.intrinsics = intrinsics;
        this.globals = globals;
    }

    List<LambdaFunction> functions(List<Resource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals(TYPE))
                .map(this::function)
                .toList();
    }

    /** The ARN of each function's role, where it names one. */
    Map<String, String> roles(List<Resource> resources) {
        var roles = new LinkedHashMap<String, String>();
        for (Resource resource : resources) {
            if (resource.type().equals(TYPE)) {
                Properties properties = merged(resource);
                // SAM would make a role of them.
                properties.refuse("Policies", "PermissionsBoundary");
                properties.text("Role").ifPresent(arn -> roles.put(resource.id(), arn));
            }
        }
        return roles;
    }

    List<EventSource> eventSources(List<Resource> resources) {
        var sources = new ArrayList<EventSource>();
        for (Event event : events(resources)) {
            switch (event.type()) {
                case STREAM -> eventSource(event, resources).ifPresent(sources::add);
                case CLOCK -> {
                    // As below.
                }
                default ->
                    throw new TemplateException(event.members().place("Type")
                            + ": the local stack does not understand the event " + event.type());
            }
        }
        return List.copyOf(sources);
    }

    List<Schedule> schedules(List<Resource> resources) {
        return events(resources).stream()
                .filter(event -> event.type().equals(CLOCK) && event.isOn())
                .map(event ->
                        new Schedule(event.id(), event.function(), ScheduleRate.read(event.properties(), "Schedule")))
                .toList();
    }

    /** One event of a function. */
    private record Event(String function, String name, Properties members) {

        String id() {
            return function + "." + name;
        }

        String type() {
            return members.requiredText("Type");
        }

        Properties properties() {
            return members.part("Properties")
                    .orElseThrow(() -> new TemplateException(members.place("Properties") + " is missing"));
        }

        boolean isOn() {
            return !properties().has("Enabled") || properties().flag("Enabled");
        }
    }

    private List<Event> events(List<Resource> resources) {
        var events = new ArrayList<Event>();
        for (Resource resource : resources) {
            if (resource.type().equals(TYPE)) {
                merged(resource)
                        .part("Events")
                        .map(Properties::partByName)
                        .orElse(Map.of())
                        .forEach((name, event) -> events.add(new Event(resource.id(), name, event)));
            }
        }
        return events;
    }

    private static void checkThatEventsAreInvokedOnce(Properties config) {
        config.refuse("DestinationConfig");
        if (!config.integer("MaximumRetryAttempts").equals(Optional.of(0))) {
            throw new TemplateException(config.place("MaximumRetryAttempts")
                    + ": the local stack does not try an event again; 0 was expected");
        }
    }

    private LambdaFunction function(Resource resource) {
        Properties properties = merged(resource);
        properties.refuse(
                "FunctionName",
                "InlineCode",
                "ImageUri",
                "ImageConfig",
                "Layers",
                "FileSystemConfigs",
                "FunctionUrlConfig");
        properties.part("EventInvokeConfig").ifPresent(FunctionReader::checkThatEventsAreInvokedOnce);
        String runtime = properties.requiredText("Runtime");
        if (!runtime.startsWith("java") && !runtime.startsWith("provided.")) {
            throw new TemplateException(
                    properties.place("Runtime") + ": the local stack runs java and provided runtimes, not " + runtime);
        }
        boolean snapStart = properties
                .part("SnapStart")
                .flatMap(part -> part.text("ApplyOn"))
                .filter("PublishedVersions"::equals)
                .isPresent();
        return new LambdaFunction(
                resource.id(),
                LocalNames.of(resource.id()),
                root.resolve(properties.requiredText("CodeUri")),
                properties.requiredText("Handler"),
                runtime,
                snapStart,
                Duration.ofSeconds(properties.integer("Timeout").orElse(3)),
                properties.integer("MemorySize").orElse(128),
                properties
                        .part("LoggingConfig")
                        .flatMap(part -> part.text("LogFormat"))
                        .filter("JSON"::equals)
                        .isPresent(),
                properties
                        .part("Environment")
                        .flatMap(part -> part.part("Variables"))
                        .map(Properties::textByName)
                        .orElse(Map.of()));
    }

    /** Empty when it is switched off. */
    private static Optional<EventSource> eventSource(Event event, List<Resource> resources) {
        Properties properties = event.properties();
        if (!event.isOn()) {
            return Optional.empty();
        }
        properties.refuse("TumblingWindowInSeconds", "StartingPositionTimestamp", "ProvisionedPollerConfig");
        if (properties.integer("ParallelizationFactor").orElse(1) != 1) {
            throw new TemplateException(
                    properties.place("ParallelizationFactor") + ": the local stack understands 1 only");
        }
        String position = properties.requiredText("StartingPosition");
        if (!position.equals("TRIM_HORIZON") && !position.equals("LATEST")) {
            throw new TemplateException(
                    properties.place("StartingPosition") + " must be TRIM_HORIZON or LATEST, not " + position);
        }
        List<String> responseTypes = properties.texts("FunctionResponseTypes");
        if (!responseTypes.stream().allMatch("ReportBatchItemFailures"::equals)) {
            throw new TemplateException(properties.place("FunctionResponseTypes")
                    + ": the local stack understands ReportBatchItemFailures only, not " + responseTypes);
        }
        return Optional.of(new EventSource(
                event.id(),
                event.function(),
                table(properties, resources),
                position,
                properties.integer("BatchSize").orElse(100),
                Duration.ofSeconds(
                        properties.integer("MaximumBatchingWindowInSeconds").orElse(0)),
                properties.integer("MaximumRetryAttempts").orElse(-1),
                Duration.ofSeconds(Math.max(
                        0, properties.integer("MaximumRecordAgeInSeconds").orElse(-1))),
                properties.flag("BisectBatchOnFunctionError"),
                !responseTypes.isEmpty(),
                properties.part("FilterCriteria").map(criteria -> criteria.parts("Filters")).orElse(List.of()).stream()
                        .map(filter -> filter.requiredText("Pattern"))
                        .toList()));
    }

    private static String table(Properties properties, List<Resource> resources) {
        String arn = properties.requiredText("Stream");
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::DynamoDB::Table"))
                .filter(resource -> resource.properties().containsKey("StreamSpecification"))
                .map(Resource::id)
                .filter(id -> LocalNames.streamArn(id).equals(arn))
                .findFirst()
                .orElseThrow(() ->
                        new TemplateException(properties.place("Stream") + " leads to no table with a stream: " + arn));
    }

    /** SAM's rule for Globals: mappings are merged, lists are put one behind the other, the rest is replaced. */
    private Properties merged(Resource resource) {
        return new Properties("Resources." + resource.id(), merge(globals, resource.properties()), intrinsics);
    }

    private static Map<String, TemplateValue> merge(
            Map<String, TemplateValue> below, Map<String, TemplateValue> above) {
        var merged = new LinkedHashMap<>(below);
        above.forEach((name, value) -> merged.merge(name, value, (global, own) -> switch (own) {
            case Members members
            when global instanceof Members defaults ->
                new Members(merge(defaults.members(), members.members()), members.line());
            case TemplateValue.Items items
            when global instanceof TemplateValue.Items defaults -> {
                var all = new ArrayList<>(defaults.items());
                all.addAll(items.items());
                yield new TemplateValue.Items(all, items.line());
            }
            default -> own;
        }));
        return merged;
    }
}
