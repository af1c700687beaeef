package dev.tollgate.tests.authzen;

/** The users, actions and records of AuthZEN's certification scenario, as members of requests. */
final class Scenario {
    /** A folder of tests/bundles. */
    static final String BUNDLE = "authzen-scenario";

    static final String ALICE = subject("user", "alice");
    static final String BOB = subject("user", "bob");
    /** As the scenario sends him where it tests properties. */
    static final String BOB_THE_ADMIN =
            "\"subject\":{\"type\":\"user\",\"id\":\"bob\",\"properties\":{\"role\":\"admin\"}}";
    /** Whoever they are: what a subject search asks of. */
    static final String USERS = "\"subject\":{\"type\":\"user\"}";

    static final String READ = action("read");
    static final String WRITE = action("write");
    static final String DELETE_SOFTLY = "\"action\":{\"name\":\"delete\",\"properties\":{\"soft\":true}}";
    static final String DELETE_FOR_GOOD = "\"action\":{\"name\":\"delete\",\"properties\":{\"soft\":false}}";

    static final String RECORD_1 = resource("record", "record-1");
    static final String RECORD_2 = resource("record", "record-2");
    static final String ACTIVE_RECORD_1 =
            "\"resource\":{\"type\":\"record\",\"id\":\"record-1\",\"properties\":{\"status\":\"active\"}}";
    static final String ARCHIVED_RECORD_2 =
            "\"resource\":{\"type\":\"record\",\"id\":\"record-2\",\"properties\":{\"status\":\"archived\"}}";
    /** Whichever they are: what a resource search asks of. */
    static final String RECORDS = "\"resource\":{\"type\":\"record\"}";

    private Scenario() {}

    static String subject(String type, String id) {
        return "\"subject\":{\"type\":\"" + type + "\",\"id\":\"" + id + "\"}";
    }

    static String action(String name) {
        return "\"action\":{\"name\":\"" + name + "\"}";
    }

    static String resource(String type, String id) {
        return "\"resource\":{\"type\":\"" + type + "\",\"id\":\"" + id + "\"}";
    }

    /** @param members of a JSON object, each with its name */
    static String body(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    /** @param members of the items, which are objects */
    static String evaluations(String... members) {
        return "\"evaluations\":[" + String.join(",", members) + "]";
    }
}
