package dev.tollgate.proxy;

import dev.tollgate.proxy.config.ServersFile;
import dev.tollgate.proxy.config.Wrapping;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the words of the command line lead to. */
final class ProxyCommand {
    private static final int WRONG_USAGE = 2;
    private static final String HELP = """
            tollgate-mcp-proxy stands before an MCP server and asks Tollgate before each call.

              tollgate-mcp-proxy --server NAME [options] -- COMMAND...     a server that is a program
              tollgate-mcp-proxy --server NAME [options] --upstream URL    a server behind Streamable HTTP
              tollgate-mcp-proxy wrap FILE [--out FILE] [options]          put the proxy before every server of an MCP
                                                                           client's file; the options are for each
              tollgate-mcp-proxy unwrap FILE [--out FILE]                  and take it away again
              tollgate-mcp-proxy bridge [--listen 127.0.0.1:9100] [--agent ID] [--config FILE]
                                                                           for runtimes that ask Tollgate over HTTP but
                                                                           cannot send its key (Docker MCP Gateway)

              --server NAME          the server's name in Tollgate's catalogue
              --agent ID             on whose behalf to ask (or TOLLGATE_AGENT)
              --listen HOST:PORT     serve clients over Streamable HTTP at /mcp, not on standard input and output
              --config FILE          NAME=value lines beside the environment: TOLLGATE_URL, TOLLGATE_ENFORCER_KEY or
                                     TOLLGATE_AGENT_KEY, TOLLGATE_AGENT, TOLLGATE_HOOK, TOLLGATE_HOOK_KEY
              --refuse result|error  how a refused call of a tool is answered (result)
              --wait-up-to TIME      wait so long for a call that is throttled (0s)
              --call-timeout TIME    give a call up after this time (10m)
              --journal FILE         note calls here that go on while Tollgate is away; needs TOLLGATE_HOOK(_KEY)
              --session ID           groups this client's calls (a new one each start)
              --upstream-header-from HEADER=VARIABLE
                                     send this header to the server; its value is in the environment
              --client-token-from VARIABLE
                                     with --listen: clients must show this bearer token
              --max-message MB       longest message (16)
              --max-in-flight N      most requests at once (256)
              --verbose              say more, on the standard error output
            """;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    ProxyCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** @return the exit code: 0, 1 when the server ended by itself, 2 when the command was not right */
    int run(String... words) {
        String first = words.length == 0 ? "--help" : words[0];
        try {
            return switch (first) {
                case "--help", "-h" -> {
                    out.print(HELP);
                    yield words.length == 0 ? WRONG_USAGE : 0;
                }
                case "--version" -> {
                    out.println("tollgate-mcp-proxy " + Proxy.version());
                    yield 0;
                }
                case "wrap" -> wrap(new ArrayList<>(List.of(words).subList(1, words.length)));
                case "bridge" -> bridge(List.of(words).subList(1, words.length));
                case "unwrap" -> change(new ArrayList<>(List.of(words).subList(1, words.length)), Wrapping::unwrap);
                default -> proxy(List.of(words));
            };
        } catch (UsageException wrong) {
            new Log(err, false).warn(wrong.getMessage());
            return WRONG_USAGE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int proxy(List<String> words) throws UsageException, InterruptedException {
        Options options = OptionsReader.read(words);
        return Proxy.run(options, Environment.of(environment, options.config()), new Log(err, options.isVerbose()));
    }

    private int bridge(List<String> words) throws UsageException, InterruptedException {
        BridgeOptions options = BridgeOptions.read(words);
        return BridgeProgram.run(
                options, Environment.of(environment, options.config()), new Log(err, options.isVerbose()));
    }

    /** The options are checked now, not when a client starts the server. */
    private int wrap(List<String> words) throws UsageException {
        List<String> options = words.size() < 2 ? List.of() : new ArrayList<>(words.subList(1, words.size()));
        Optional<String> out = taken(options, "--out");
        var example = new ArrayList<>(List.of("--server", "example"));
        example.addAll(options);
        example.addAll(List.of("--", "command"));
        OptionsReader.read(example);
        String proxy =
                Optional.ofNullable(environment.get("TOLLGATE_MCP_PROXY")).orElse("tollgate-mcp-proxy");
        var file = new ArrayList<>(words.subList(0, Math.min(1, words.size())));
        out.ifPresent(path -> file.addAll(List.of("--out", path)));
        return change(file, new Wrapping(proxy, options)::wrap);
    }

    /** @return 0, or 1 when a server could not be changed */
    private int change(List<String> words, ServersFile.Changing changing) throws UsageException {
        Optional<Path> out = taken(words, "--out").map(Path::of);
        if (words.size() != 1) {
            throw new UsageException("expected one file, such as .mcp.json");
        }
        try {
            Path file = Path.of(words.getFirst());
            List<String> left = ServersFile.read(file).change(changing, out);
            left.forEach(err::println);
            err.println("Wrote " + out.orElse(file) + ".");
            return left.isEmpty() ? 0 : 1;
        } catch (IOException unusable) {
            throw new UsageException(unusable.getMessage());
        }
    }

    private static Optional<String> taken(List<String> words, String option) throws UsageException {
        int at = words.indexOf(option);
        if (at < 0) {
            return Optional.empty();
        }
        if (at == words.size() - 1) {
            throw new UsageException(option + " needs a value");
        }
        words.remove(at);
        return Optional.of(words.remove(at));
    }
}
