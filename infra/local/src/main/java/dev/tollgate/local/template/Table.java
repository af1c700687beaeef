package dev.tollgate.local.template;

import java.util.List;
import java.util.Optional;

/**
 * One DynamoDB table.
 *
 * @param name what the functions know it by on this machine
 * @param streamViewType what its stream shows, when it has one
 * @param ttlAttribute the attribute with the time at which an item may be removed
 */
public record Table(
        String logicalId,
        String name,
        List<Attribute> attributes,
        List<Key> keys,
        List<Index> indexes,
        Optional<String> streamViewType,
        Optional<String> ttlAttribute) {

    /** @param type {@code S}, {@code N} or {@code B} */
    public record Attribute(String name, String type) {}

    /** @param type {@code HASH} or {@code RANGE} */
    public record Key(String attribute, String type) {}

    /**
     * A global secondary index.
     *
     * @param keys several of each type are allowed
     * @param projection {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
     */
    public record Index(String name, List<Key> keys, String projection, List<String> nonKeyAttributes) {
        public Index {
            keys = List.copyOf(keys);
            nonKeyAttributes = List.copyOf(nonKeyAttributes);
        }
    }

    public Table {
        attributes = List.copyOf(attributes);
        keys = List.copyOf(keys);
        indexes = List.copyOf(indexes);
    }

    /** @param name of a table on this machine, and of an index or stream of it */
    public static String arn(String name) {
        return LocalNames.tableArnOf(name);
    }

    public String streamArn() {
        return LocalNames.streamArn(logicalId);
    }
}
