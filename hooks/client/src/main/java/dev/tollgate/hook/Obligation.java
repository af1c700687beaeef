package dev.tollgate.hook;

import dev.tollgate.hook.json.Json;
import java.util.Optional;

/** What must also be done with an allowed call. */
public sealed interface Obligation {

    /** The answer goes through redaction before the agent sees it. {@link Tollgate#redact} does that with every answer. */
    record Redact(String profile) implements Obligation {}

    /** The answer is cut; redaction does it. */
    record CapResponse() implements Obligation {}

    /** @param set members of the arguments that are put in the place of those that were sent */
    record RewriteArguments(Json.Obj set) implements Obligation {}

    /** The message is shown to whoever asked. */
    record Warn(String message) implements Obligation {}

    /** Something that this client does not know. */
    record Unknown(String type) implements Obligation {}

    static Obligation read(Json.Obj obligation) {
        Json.Obj properties = obligation.object("properties").orElse(Json.Obj.EMPTY);
        String type = obligation.text("type").orElse("");
        return switch (type) {
            case "redact" -> new Redact(properties.text("profile").orElse(""));
            case "cap_response" -> new CapResponse();
            case "rewrite_arguments" ->
                properties.object("set").<Obligation>map(RewriteArguments::new).orElseGet(() -> new Unknown(type));
            case "warn" -> new Warn(properties.text("message").orElse(""));
            default -> new Unknown(type);
        };
    }

    /** As the API names it. */
    default String type() {
        return switch (this) {
            case Redact ignored -> "redact";
            case CapResponse ignored -> "cap_response";
            case RewriteArguments ignored -> "rewrite_arguments";
            case Warn ignored -> "warn";
            case Unknown(String type) -> type;
        };
    }

    default Optional<String> warning() {
        return this instanceof Warn(String message) ? Optional.of(message) : Optional.empty();
    }
}
