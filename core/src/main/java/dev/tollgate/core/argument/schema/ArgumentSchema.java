package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.Optional;

/**
 * The JSON Schema of one tool's arguments, compiled once and checked on each call. It is draft 2020-12; what drafts
 * 2019-09, 7 and 6 spell differently works too. Everything it refers to is in the document itself, patterns run in linear
 * time, and a check takes a bounded number of steps. {@code format} says nothing about validity.
 */
public final class ArgumentSchema {
    private final Json document;
    private volatile Optional<Schema> root;

    private ArgumentSchema(Json document, Optional<Schema> root) {
        this.document = document;
        this.root = root;
    }

    /** @throws SchemaException when the document is no such schema, with every place where it is not */
    public static ArgumentSchema of(Json document) throws SchemaException {
        return new ArgumentSchema(document, Optional.of(new SchemaCompiler(document).compile()));
    }

    /**
     * A document that was accepted when its bundle was published. It is compiled when the first call needs it: of a large
     * catalogue, a new function instance uses few tools.
     */
    public static ArgumentSchema published(Json document) {
        return new ArgumentSchema(document, Optional.empty());
    }

    public Json document() {
        return document;
    }

    /**
     * What is wrong with the arguments, first of all; empty when nothing is. The text names the place and what was
     * expected there. It never quotes what was sent: neither values nor names that the schema does not have itself.
     */
    public Optional<String> mismatch(Json arguments) {
        Schema compiled;
        try {
            compiled = root();
        } catch (SchemaException unusable) {
            return Optional.of("the schema of this tool cannot be used");
        }
        var check = new Check();
        boolean holds = compiled.holds(arguments, Place.ARGUMENTS, Seen.nothing(), check);
        return check.verdict(holds);
    }

    /** Two threads may both compile it; the results are alike. */
    private Schema root() throws SchemaException {
        Optional<Schema> known = root;
        if (known.isPresent()) {
            return known.get();
        }
        Schema compiled = new SchemaCompiler(document).compile();
        root = Optional.of(compiled);
        return compiled;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArgumentSchema schema && schema.document.equals(document);
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }

    @Override
    public String toString() {
        return "ArgumentSchema";
    }
}
