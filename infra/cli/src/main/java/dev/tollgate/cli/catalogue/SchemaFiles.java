package dev.tollgate.cli.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The files of the schemas of arguments and of answers. A tool's name is not trusted to be the name of a file. */
final class SchemaFiles {
    private static final int LONGEST = 100;

    private final String folder;
    private final Map<String, String> byTool = new HashMap<>();

    SchemaFiles(String server, List<ToolDefinition> tools) {
        this.folder = "schemas/" + server + "/";
        Set<String> taken = new HashSet<>();
        for (ToolDefinition tool : tools) {
            String plain = plain(tool.name());
            String name = plain;
            // Two names that differ in upper and lower case are one file on many machines.
            for (int next = 2; !taken.add(name.toLowerCase(Locale.ROOT)); next++) {
                name = plain + "~" + next;
            }
            byTool.put(tool.name(), name + ".json");
        }
    }

    /** Of the arguments, relative to the folder of the catalogue. */
    String of(ToolDefinition tool) {
        return folder + byTool.get(tool.name());
    }

    /** Of the answers. In a folder of their own, so that no tool's name leads there. */
    String ofOutput(ToolDefinition tool) {
        return folder + "output/" + byTool.get(tool.name());
    }

    private static String plain(String tool) {
        var name = new StringBuilder();
        tool.codePoints().limit(LONGEST).forEach(character -> {
            boolean plain = character < 128 && (Character.isLetterOrDigit(character) || "_-.".indexOf(character) >= 0);
            name.append(plain ? Character.toString(character) : "~");
        });
        if (name.charAt(0) == '.') {
            name.setCharAt(0, '~');
        }
        return name.toString();
    }
}
