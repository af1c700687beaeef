package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder of catalogues: {@code NAME.yaml} of each server, and the schemas of its tools in {@code schemas/NAME/}. */
public record CatalogueFolder(Path folder) {

    /** Writes a new catalogue and gives its file. One that is there already stays as it is: people reviewed it. */
    public Path write(String name, ServerTools server, Pinning pinning) throws IOException {
        Path file = file(name);
        if (Files.exists(file)) {
            throw new IOException(file + " is there already, and may have been reviewed. '--check' says "
                    + "what changed since; '--out' writes a new one elsewhere");
        }
        try {
            write(file, name, server, pinning);
            return file;
        } catch (FileSystemException refused) {
            throw new IOException(
                    "'" + refused.getFile() + "' cannot be written (expected a folder you may write to)", refused);
        }
    }

    /** What is different now from the catalogue that is there. */
    public Changes changes(String name, ServerTools server) throws IOException {
        return Changes.between(new RecordedCatalogue(folder, file(name)).tools(name), server.tools());
    }

    public Path file(String name) {
        return folder.resolve(name + ".yaml");
    }

    private void write(Path file, String name, ServerTools server, Pinning pinning) throws IOException {
        var schemas = new SchemaFiles(name, server.tools());
        for (ToolDefinition tool : server.tools()) {
            writeSchema(schemas.of(tool), tool.inputSchema());
            if (tool.outputSchema().isPresent()) {
                writeSchema(schemas.ofOutput(tool), tool.outputSchema().get());
            }
        }
        Files.createDirectories(folder);
        Files.writeString(file, CatalogueText.of(name, server, schemas, pinning), StandardOpenOption.CREATE_NEW);
    }

    private void writeSchema(String name, Json.Obj schema) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, IndentedJson.of(schema));
    }
}
