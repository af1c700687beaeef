package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What is to be decided, after everything the caller said about its agent was replaced by what the registry and the
 * catalogue say.
 *
 * @param tool the catalogue's entry when the resource is a tool
 * @param context the request's context, as it was sent
 */
public record Call(Subject subject, Action action, Resource resource, Optional<Tool> tool, Json.Obj context) {

    /** @param claimed what the caller said about the subject: conditions may read it, targets do not */
    public record Subject(String type, String id, List<String> roles, String owner, String purpose, Json.Obj claimed) {
        public Subject {
            roles = List.copyOf(roles);
        }

        Json toJson() {
            return Json.object()
                    .put("type", type)
                    .put("id", id)
                    .put("roles", Json.texts(roles))
                    .put("owner", owner)
                    .put("purpose", purpose)
                    .put("claimed", claimed)
                    .build();
        }
    }

    public record Action(String name, Json.Obj properties) {
        Json toJson() {
            return Json.object().put("name", name).put("properties", properties).build();
        }
    }

    public record Resource(String type, String id, Json.Obj properties) {
        Json toJson() {
            return Json.object()
                    .put("type", type)
                    .put("id", id)
                    .put("properties", properties)
                    .build();
        }
    }

    public record Tool(String server, String name, ToolEntry entry) {
        Json toJson() {
            return Json.object()
                    .put("server", server)
                    .put("name", name)
                    .put("traits", Json.texts(entry.traits()))
                    .put("returns", Json.texts(entry.returns()))
                    .build();
        }
    }

    /** Whether a hook that gets no answer may let the next call of this tool through. */
    public boolean goesOnWithoutAnswer() {
        return tool.isPresent() && tool.get().entry().goesOnWithoutAnswer();
    }

    /** The tool's arguments; an empty object when there are none. */
    public Json.Obj arguments() {
        return context.object("arguments").orElse(Json.Obj.EMPTY);
    }

    /** Arguments are what {@code args} is for, since they may be unknown where the rest is known. */
    Json.Obj contextWithoutArguments() {
        if (!context.members().containsKey("arguments")) {
            return context;
        }
        var rest = new LinkedHashMap<>(context.members());
        rest.remove("arguments");
        return new Json.Obj(rest);
    }

    /** The same call with other arguments. */
    public Call withArguments(Json.Obj arguments) {
        var changed = Json.object();
        context.members().forEach(changed::put);
        changed.put("arguments", arguments);
        return new Call(subject, action, resource, tool, changed.build());
    }
}
