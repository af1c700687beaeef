package dev.tollgate.local.template;

import dev.tollgate.local.template.Table.Attribute;
import dev.tollgate.local.template.Table.Index;
import dev.tollgate.local.template.Table.Key;
import dev.tollgate.local.template.TemplateReader.Resource;
import java.util.List;
import java.util.Optional;

/** Reads {@code AWS::DynamoDB::Table}. */
final class TableReader {
    private final Intrinsics intrinsics;

    TableReader(Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
    }

    List<Table> read(List<Resource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::DynamoDB::Table"))
                .map(this::table)
                .toList();
    }

    private Table table(Resource resource) {
        Properties properties = resource.properties(intrinsics);
        // A table of a fixed name would not be the one that !Ref gives here.
        properties.refuse("TableName", "LocalSecondaryIndexes", "ImportSourceSpecification");
        return new Table(
                resource.id(),
                LocalNames.of(resource.id()),
                properties.parts("AttributeDefinitions").stream()
                        .map(part ->
                                new Attribute(part.requiredText("AttributeName"), part.requiredText("AttributeType")))
                        .toList(),
                keys(properties),
                properties.parts("GlobalSecondaryIndexes").stream()
                        .map(TableReader::index)
                        .toList(),
                properties.part("StreamSpecification").map(stream -> stream.requiredText("StreamViewType")),
                ttl(properties));
    }

    private static List<Key> keys(Properties properties) {
        List<Key> keys = properties.parts("KeySchema").stream()
                .map(part -> new Key(part.requiredText("AttributeName"), part.requiredText("KeyType")))
                .toList();
        if (keys.isEmpty()) {
            throw new TemplateException(properties.place("KeySchema") + " is missing");
        }
        return keys;
    }

    private static Index index(Properties properties) {
        Properties projection = properties
                .part("Projection")
                .orElseThrow(() -> new TemplateException(properties.place("Projection") + " is missing"));
        return new Index(
                properties.requiredText("IndexName"),
                keys(properties),
                projection.requiredText("ProjectionType"),
                projection.texts("NonKeyAttributes"));
    }

    private static Optional<String> ttl(Properties properties) {
        return properties
                .part("TimeToLiveSpecification")
                .filter(ttl -> ttl.flag("Enabled"))
                .map(ttl -> ttl.requiredText("AttributeName"));
    }
}
