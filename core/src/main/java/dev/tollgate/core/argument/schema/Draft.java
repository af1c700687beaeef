package dev.tollgate.core.argument.schema;

import java.util.Optional;

/** What a schema says it is. Draft 2019-09 is read as 2020-12. */
enum Draft {
    /** Also draft 6. Nothing beside a {@code $ref} counts. */
    SEVEN,
    TWENTY_TWENTY;

    static Optional<Draft> of(String dialect) {
        String address = dialect.endsWith("#") ? dialect.substring(0, dialect.length() - 1) : dialect;
        int start = address.indexOf("://");
        return switch (start < 0 ? address : address.substring(start + 3)) {
            case "json-schema.org/draft/2020-12/schema", "json-schema.org/draft/2019-09/schema" ->
                Optional.of(TWENTY_TWENTY);
            case "json-schema.org/draft-07/schema", "json-schema.org/draft-06/schema" -> Optional.of(SEVEN);
            default -> Optional.empty();
        };
    }
}
