package dev.tollgate.core.argument.location;

/** What came of reading where a text leads. */
public sealed interface Location {

    /**
     * @param text the URL or the bare host, normalised
     * @param host the name in lower case and ASCII, without the dot of the root, or the address: the one host that any
     *     client would contact
     */
    record Url(String text, String host) implements Location {}

    /** @param text the path, normalised */
    record FilePath(String text) implements Location {}

    /** @param expected what was expected; nothing of the text */
    record Unclear(String expected) implements Location {}

    /** A URL with a host, or a bare host with or without a port. */
    static Location url(String text) {
        try {
            return new UrlText(text).url();
        } catch (RefusedException refused) {
            return new Unclear(refused.getMessage());
        }
    }

    /** A path of a file system, of any operating system, or a {@code file:} URL. */
    static Location path(String text) {
        try {
            return new FilePath(new PathText(text).normalised());
        } catch (RefusedException refused) {
            return new Unclear(refused.getMessage());
        }
    }
}
