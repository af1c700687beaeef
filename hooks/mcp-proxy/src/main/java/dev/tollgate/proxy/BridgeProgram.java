package dev.tollgate.proxy;

import dev.tollgate.hook.Relay;
import dev.tollgate.hook.Settings;
import dev.tollgate.proxy.bridge.Bridge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** {@code tollgate-mcp-proxy bridge}. */
final class BridgeProgram {
    private BridgeProgram() {}

    /** @return the exit code, when it was told to end */
    static int run(BridgeOptions options, Environment environment, Log log)
            throws UsageException, InterruptedException {
        Settings settings = environment.settings(Optional.empty(), Proxy.version());
        Options.Address listen = options.listen();
        try (var relay = new Relay(settings)) {
            var bridge = new Bridge(
                    new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()),
                    relay,
                    options.agent().or(() -> environment.get("TOLLGATE_AGENT")),
                    settings,
                    log);
            var ending = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                bridge.close();
                ending.countDown();
            }));
            bridge.start();
            log.warn("the bridge listens on http://" + listen.host() + ":" + bridge.port() + "/hooks/");
            ending.await();
            return 0;
        } catch (IOException failed) {
            throw new UsageException("--listen: " + failed.getMessage());
        }
    }
}
