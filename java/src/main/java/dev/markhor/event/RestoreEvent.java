package dev.markhor.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Stored weights were given to the variables of a model. */
@Name("dev.markhor.Restore")
@Label("Weight Restore")
@Description("Stored weights were given to the variables of a model")
@Category("Markhor")
@StackTrace(true)
public final class RestoreEvent extends Event {
    @Label("Model")
    private String model;

    @Label("Source")
    private String source;

    @Label("Matched")
    private int matched;

    @Label("Skipped")
    private int skipped;

    @Label("Missing")
    private int missing;

    @Label("Unused")
    private int unused;

    private RestoreEvent() {}

    /** Begins now. To be called only while {@link Flight#isOn}. */
    public static RestoreEvent start() {
        RestoreEvent event = new RestoreEvent();
        event.begin();
        return event;
    }

    public void end(String model, String source, int matched, int skipped, int missing, int unused) {
        end();
        if (shouldCommit()) {
            this.model = model;
            this.source = source;
            this.matched = matched;
            this.skipped = skipped;
            this.missing = missing;
            this.unused = unused;
            commit();
        }
    }
}
