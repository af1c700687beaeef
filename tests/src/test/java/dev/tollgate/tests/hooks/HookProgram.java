package dev.tollgate.tests.hooks;

import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.Call;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.tests.stage.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hook of ours with a tool behind it, whose answer is {@link #SECRET}. */
interface HookProgram extends AutoCloseable {
    String SECRET = "ada@example.com";

    /** What became of a call: whether the tool ran, and what the agent sees. */
    record Became(boolean hasRun, String seen) {}

    Became call() throws Exception;

    @Override
    default void close() throws IOException {}

    /** Each of them. */
    enum Kind {
        PROXY_STDIO,
        PROXY_HTTP,
        JAVA_CLIENT,
        PYTHON,
        TYPESCRIPT,
        SHELL,
        BRIDGE;

        HookProgram start(URI tollgate) throws Exception {
            return switch (this) {
                case PROXY_STDIO -> proxy(tollgate);
                case PROXY_HTTP -> listeningProxy(tollgate);
                case JAVA_CLIENT -> javaClient(tollgate);
                case PYTHON -> script(tollgate, List.of("python3", data("once.py")));
                case TYPESCRIPT -> script(tollgate, List.of("node", data("once.mjs")));
                case SHELL -> shell(tollgate);
                case BRIDGE -> bridge(tollgate);
            };
        }

        /** The other ones have no event after the call. */
        boolean redacts() {
            return this != SHELL;
        }
    }

    private static Map<String, String> environment(URI tollgate) {
        Path hooks = Repository.root().resolve("hooks");
        return Map.of(
                "TOLLGATE_URL",
                tollgate.toString(),
                "TOLLGATE_AGENT",
                "bot",
                "TOLLGATE_AGENT_KEY",
                "tg_1_secret",
                "PYTHONPATH",
                hooks.resolve("python").toString(),
                "PYTHONDONTWRITEBYTECODE",
                "1",
                "HOOK",
                hooks.resolve("typescript/tollgate.mjs").toUri().toString());
    }

    private static String data(String script) {
        return Repository.data("hook-scripts").resolve(script).toString();
    }

    private static HookProgram proxy(URI tollgate) throws IOException {
        Path notes = Repository.scratch("notes").resolve("calls.txt");
        var words = new ArrayList<>(List.of("--server", "crm", "--"));
        words.addAll(NotingServer.command(notes));
        ProxyProcess proxy = ProxyProcess.start(environment(tollgate), words).initialized();
        return new HookProgram() {
            @Override
            public Became call() throws IOException {
                Files.deleteIfExists(notes);
                String seen = proxy.call("read", "{}").toString();
                return new Became(Files.exists(notes), seen);
            }

            @Override
            public void close() throws IOException {
                proxy.close();
            }
        };
    }

    private static HookProgram listeningProxy(URI tollgate) throws Exception {
        Path notes = Repository.scratch("notes").resolve("calls.txt");
        var words = new ArrayList<>(List.of("--server", "crm", "--listen", "127.0.0.1:0", "--"));
        words.addAll(NotingServer.command(notes));
        HttpProgram proxy = HttpProgram.start(environment(tollgate), words);
        String session =
                proxy.post("/mcp", """
                        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""").headers().firstValue("Mcp-Session-Id").orElseThrow();
        return new HookProgram() {
            @Override
            public Became call() throws Exception {
                Files.deleteIfExists(notes);
                String seen = proxy.post("/mcp", """
                                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read","arguments":{}}}""", "Mcp-Session-Id", session).body();
                return new Became(Files.exists(notes), seen);
            }

            @Override
            public void close() {
                proxy.close();
            }
        };
    }

    private static HookProgram javaClient(URI tollgate) {
        var client = new Tollgate(Settings.of(tollgate, AccessKey.of("tg_1_secret"), "test/1"));
        return new HookProgram() {
            @Override
            public Became call() {
                var hasRun = new AtomicBoolean();
                String seen = client.guard(Call.tool("bot", "crm", "read").withArguments("{}"), arguments -> {
                            hasRun.set(true);
                            return "\"" + SECRET + "\"";
                        })
                        .toString();
                return new Became(hasRun.get(), seen);
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static HookProgram script(URI tollgate, List<String> command) {
        return () -> {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment(tollgate));
            String out = said(builder.start());
            return new Became(out.lines().anyMatch("ran"::equals), out);
        };
    }

    private static HookProgram shell(URI tollgate) {
        return () -> {
            var builder = new ProcessBuilder(
                            "sh",
                            Repository.root()
                                    .resolve("hooks/shell/tollgate-hook")
                                    .toString())
                    .redirectErrorStream(true);
            builder.environment().putAll(environment(tollgate));
            Process hook = builder.start();
            hook.getOutputStream().write("{\"tool_name\":\"mcp__crm__read\"}".getBytes(StandardCharsets.UTF_8));
            hook.getOutputStream().close();
            String out = said(hook);
            return new Became(hook.waitFor() == 0, out);
        };
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads it as Docker's gateway does: nothing is a yes, whatever the status. */
    private static HookProgram bridge(URI tollgate) throws Exception {
        HttpProgram bridge = HttpProgram.start(environment(tollgate), List.of("bridge", "--listen", "127.0.0.1:0"));
        return new HookProgram() {
            @Override
            public Became call() throws Exception {
                String before = bridge.post(
                                "/hooks/docker/before?server=crm",
                                "{\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{}}}")
                        .body();
                if (!before.isEmpty()) {
                    return new Became(false, before);
                }
                String answer = "{\"content\":[{\"type\":\"text\",\"text\":\"" + SECRET + "\"}]}";
                String after = bridge.post("/hooks/docker/after", answer).body();
                return new Became(true, after.isEmpty() ? answer : after);
            }

            @Override
            public void close() {
                bridge.close();
            }
        };
    }
}
