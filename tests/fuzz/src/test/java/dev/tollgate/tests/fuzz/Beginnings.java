package dev.tollgate.tests.fuzz;

import dev.tollgate.core.scan.Scanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes what Jazzer begins with: documents, and choices that lead to some. Arguments: the folder, a seed. */
public final class Beginnings {
    private static final int COUNT = 150;
    private static final int CHOICES = 400;

    private Beginnings() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        var seeds = new SplittableRandom(Long.parseLong(args[1]));
        var tables = new Tables(new Scanner());
        var documents = new Documents(tables, new Mutations(tables));
        for (int i = 0; i < COUNT; i++) {
            Choices choices = Choices.seeded(seeds.nextLong());
            Files.write(
                    folder.resolve("document-" + i), documents.sample(choices).json());
            var led = new ByteArrayOutputStream();
            led.write(0);
            led.writeBytes(choices.bytes(CHOICES));
            Files.write(folder.resolve("choices-" + i), led.toByteArray());
        }
    }
}
