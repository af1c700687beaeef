package dev.tollgate.proxy;

/** The command was not given as it must be. The message is for people, and holds no secret. */
final class UsageException extends Exception {
    UsageException(String message) {
        super(message);
    }
}
