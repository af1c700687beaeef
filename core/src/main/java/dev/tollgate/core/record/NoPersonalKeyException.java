package dev.tollgate.core.record;

import dev.tollgate.core.StoreException;

/**
 * A record cannot be made, since the key of somebody in it cannot be had. Unchecked, since nobody between there and
 * whoever answers the request can go on from it: without a record there is no answer.
 */
public final class NoPersonalKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoPersonalKeyException(StoreException cause) {
        super("a pseudonym's key cannot be had: " + cause.getMessage(), cause);
    }
}
