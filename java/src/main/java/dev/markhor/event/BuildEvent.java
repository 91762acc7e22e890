package dev.markhor.event;

import java.util.function.LongSupplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The layers of a model were made from its configuration. */
@Name("dev.markhor.Build")
@Label("Model Build")
@Description("The layers of a model were made from its configuration")
@Category("Markhor")
@StackTrace(true)
public final class BuildEvent extends Event {
    @Label("Model")
    private String model;

    @Label("Class")
    private String className;

    @Label("Layers")
    private int layers;

    @Label("Parameters")
    private long parameters;

    private BuildEvent() {}

    /** Begins now. To be called only while {@link Flight#isOn}. */
    public static BuildEvent start() {
        BuildEvent event = new BuildEvent();
        event.begin();
        return event;
    }

    public void end(String model, String className, int layers, LongSupplier parameters) {
        end();
        if (shouldCommit()) {
            this.model = model;
            this.className = className;
            this.layers = layers;
            this.parameters = parameters.getAsLong();
            commit();
        }
    }
}
