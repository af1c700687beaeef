package dev.tollgate.core.policy;

import dev.tollgate.core.scan.JsonScan;
import dev.tollgate.core.scan.Scanner;

/** Engines that share one scanner, since that takes a moment to make and never changes. */
public final class Engines {
    public static final JsonScan SCAN = new JsonScan(new Scanner());

    private Engines() {}

    public static Engine of(Bundle bundle) {
        return new Engine(bundle, SCAN);
    }
}
