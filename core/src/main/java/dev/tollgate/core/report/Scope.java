package dev.tollgate.core.report;

import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.rollup.Key;
import java.util.List;

/** Which records whoever asks may know of. One without agent or server is for those who may know of all of them. */
public record Scope(Caller caller) {
    private static final String EVERYTHING = "*";

    public boolean has(Key key) {
        return has(key.agent(), key.server());
    }

    public boolean has(SealedRecord record) {
        return has(
                record.content().text("agent").orElse(""),
                record.content().text("server").orElse(""));
    }

    /** @param server empty for what names none */
    boolean has(String agent, String server) {
        boolean isItsAgent = agent.isEmpty() ? agents().contains(EVERYTHING) : hasAgent(agent);
        boolean isItsServer =
                server.isEmpty() ? servers().contains(EVERYTHING) || !agent.isEmpty() : caller.mayAskForServer(server);
        return isItsAgent && isItsServer;
    }

    boolean hasAgent(String agent) {
        return caller.mayAskAbout("agent", agent);
    }

    boolean isLimited() {
        return !agents().contains(EVERYTHING) || !servers().contains(EVERYTHING);
    }

    List<String> agents() {
        return caller.key().agents();
    }

    List<String> servers() {
        return caller.key().servers();
    }
}
