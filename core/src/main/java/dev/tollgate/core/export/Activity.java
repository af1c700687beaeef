package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;

/**
 * What was done, as OCSF's class API Activity has it.
 *
 * @param id one of the class's own, or {@value #OTHER} with a name of ours
 */
record Activity(int id, String name) {
    static final Activity UNKNOWN = new Activity(0, "Unknown");
    static final Activity CREATE = new Activity(1, "Create");
    static final Activity READ = new Activity(2, "Read");
    static final Activity UPDATE = new Activity(3, "Update");

    private static final int OTHER = 99;
    private static final int CATEGORY = 6;
    private static final int CLASS = 6003;

    static Activity other(String name) {
        return new Activity(OTHER, name);
    }

    void describe(Json.Members event) {
        event.put("category_uid", CATEGORY)
                .put("category_name", "Application Activity")
                .put("class_uid", CLASS)
                .put("class_name", "API Activity")
                .put("activity_id", id)
                .put("activity_name", name)
                .put("type_uid", CLASS * 100L + id);
    }
}
