package dev.tollgate.local.permission;

import java.util.List;

/**
 * One thing that a request asks of one table, index or stream; what IAM decides about.
 *
 * @param action such as {@code dynamodb:GetItem}
 * @param resource the ARN
 * @param keys the partition keys that are asked for; none when the request names none
 */
public record Operation(String action, String resource, List<String> keys) {
    public Operation {
        keys = List.copyOf(keys);
    }
}
