package dev.tollgate.proxy.config;

import dev.tollgate.hook.json.Json;
import dev.tollgate.proxy.config.ServersFile.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the proxy before a server in an MCP client's file, and takes it away again.
 *
 * @param proxy the command that starts the proxy
 * @param options for each of them, such as {@code --agent bot}
 */
public record Wrapping(String proxy, List<String> options) {
    private static final String NAME = "tollgate-mcp-proxy";
    private static final String HEADER_VARIABLE = "WRAPPED_HEADER_";

    public Wrapping {
        options = List.copyOf(options);
    }

    public Change wrap(String name, Json.Obj server) {
        if (isWrapped(server)) {
            return new Change.Same();
        }
        if (server.text("command").isPresent()) {
            return wrapCommand(name, server);
        }
        if (server.text("url").isPresent()) {
            return wrapUrl(name, server);
        }
        return new Change.None("it has neither a command nor a url");
    }

    private Change wrapCommand(String name, Json.Obj server) {
        List<String> args = args(name);
        args.add("--");
        args.add(server.text("command").orElseThrow());
        texts(server, "args").forEach(args::add);
        return new Change.To(server.with("command", Json.of(proxy)).with("args", Json.texts(args)));
    }

    private Change wrapUrl(String name, Json.Obj server) {
        Optional<String> type = server.text("type");
        if (type.equals(Optional.of("sse"))) {
            return new Change.None("its transport (HTTP+SSE of 2024-11-05) is not spoken by the proxy");
        }
        List<String> args = args(name);
        args.addAll(List.of("--upstream", server.text("url").orElseThrow()));
        type.ifPresent(kind -> args.addAll(List.of("--wrapped-type", kind)));
        var environment =
                new LinkedHashMap<>(server.object("env").orElse(Json.Obj.EMPTY).members());
        for (Map.Entry<String, Json> header :
                server.object("headers").orElse(Json.Obj.EMPTY).members().entrySet()) {
            String variable = HEADER_VARIABLE + (environment.size() + 1);
            args.addAll(List.of("--upstream-header-from", header.getKey() + "=" + variable));
            environment.put(variable, header.getValue());
        }
        var wrapped = Json.object().put("command", proxy).put("args", Json.texts(args));
        if (!environment.isEmpty()) {
            wrapped.put("env", new Json.Obj(environment));
        }
        server.without("type")
                .without("url")
                .without("headers")
                .without("env")
                .members()
                .forEach(wrapped::put);
        return new Change.To(wrapped.build());
    }

    private List<String> args(String name) {
        var args = new ArrayList<>(List.of("--server", name));
        args.addAll(options);
        return args;
    }

    public static Change unwrap(String name, Json.Obj server) {
        if (!isWrapped(server)) {
            return new Change.Same();
        }
        List<String> args = texts(server, "args");
        int command = args.indexOf("--");
        if (command >= 0 && command < args.size() - 1) {
            Json.Obj unwrapped = server.with("command", Json.of(args.get(command + 1)));
            List<String> rest = args.subList(command + 2, args.size());
            return new Change.To(rest.isEmpty() ? unwrapped.without("args") : unwrapped.with("args", Json.texts(rest)));
        }
        int upstream = args.indexOf("--upstream");
        return upstream >= 0 && upstream < args.size() - 1
                ? new Change.To(unwrappedUrl(server, args, args.get(upstream + 1)))
                : new Change.None("what stands before the proxy cannot be told");
    }

    private static Json.Obj unwrappedUrl(Json.Obj server, List<String> args, String url) {
        var environment =
                new LinkedHashMap<>(server.object("env").orElse(Json.Obj.EMPTY).members());
        var headers = Json.object();
        var unwrapped = Json.object();
        for (int i = 0; i < args.size() - 1; i++) {
            String value = args.get(i + 1);
            int equals = value.indexOf('=');
            if (args.get(i).equals("--wrapped-type")) {
                unwrapped.put("type", value);
            } else if (args.get(i).equals("--upstream-header-from") && equals > 0) {
                Json secret = environment.remove(value.substring(equals + 1));
                headers.put(value.substring(0, equals), secret == null ? Json.of("") : secret);
            }
        }
        unwrapped.put("url", url);
        if (!headers.build().members().isEmpty()) {
            unwrapped.put("headers", headers.build());
        }
        if (!environment.isEmpty()) {
            unwrapped.put("env", new Json.Obj(environment));
        }
        server.without("command").without("args").without("env").members().forEach(unwrapped::put);
        return unwrapped.build();
    }

    private static boolean isWrapped(Json.Obj server) {
        return server.text("command")
                .filter(command -> command.equals(NAME) || command.endsWith("/" + NAME))
                .isPresent();
    }

    private static List<String> texts(Json.Obj server, String member) {
        return server.items(member).stream()
                .filter(Json.Str.class::isInstance)
                .map(item -> ((Json.Str) item).text())
                .toList();
    }
}
