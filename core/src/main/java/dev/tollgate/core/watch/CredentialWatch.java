package dev.tollgate.core.watch;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Writer;
import java.util.function.Consumer;

/** What is noticed about keys: those that are refused, and those that are used from many networks. */
public record CredentialWatch(RefusedKeys refusals, KeyNetworks networks) {

    /** @param problems is told what could not be noted or recorded */
    public static CredentialWatch of(
            KeyNetworkStore store, Reactions reactions, Writer writer, Consumer<StoreException> problems) {
        return new CredentialWatch(
                new RefusedKeys(writer, problems), new KeyNetworks(store, reactions, writer, problems));
    }
}
