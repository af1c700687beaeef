package dev.tollgate.proxy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the bridge was started.
 *
 * @param agent for whom an enforcer's key asks
 * @param config a file with more variables
 */
record BridgeOptions(Options.Address listen, Optional<String> agent, Optional<Path> config, boolean isVerbose) {
    private static final Set<String> WITH_VALUE = Set.of("--listen", "--agent", "--config");
    private static final String VERBOSE = "--verbose";

    static BridgeOptions read(List<String> words) throws UsageException {
        Map<String, String> values = values(words);
        var address = Options.Address.read(values.getOrDefault("--listen", "127.0.0.1:9100"));
        if (!address.isLoopback()) {
            throw new UsageException("--listen: the bridge is for this machine only, such as 127.0.0.1:9100; whoever "
                    + "reaches it speaks with its key");
        }
        return new BridgeOptions(
                address,
                Optional.ofNullable(values.get("--agent")),
                Optional.ofNullable(values.get("--config")).map(Path::of),
                values.containsKey(VERBOSE));
    }

    private static Map<String, String> values(List<String> words) throws UsageException {
        var values = new HashMap<String, String>();
        var left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.poll();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!WITH_VALUE.contains(name) && !word.equals(VERBOSE)) {
                throw new UsageException("'" + (name.startsWith("--") ? name : "that")
                        + "' is no option of bridge: expected --listen, --agent, --config or --verbose");
            }
            String value = word.equals(VERBOSE) ? word : equals < 0 ? left.poll() : word.substring(equals + 1);
            if (value == null || value.isEmpty()) {
                throw new UsageException(name + " needs a value");
            }
            if (values.put(name, value) != null) {
                throw new UsageException(name + " is given twice");
            }
        }
        return values;
    }
}
