package dev.tollgate.local.template;

/** A template that this stack cannot run. The message names the resource, the property and the line. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }
}
