package dev.markhor.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a layer took of a prediction, as a profile measured it. */
@Name("dev.markhor.Layer")
@Label("Layer")
@Description("What a layer took of a prediction, the median of those that a profile measured")
@Category("Markhor")
@StackTrace(false)
public final class LayerEvent extends Event {
    @Label("Model")
    private String model;

    @Label("Layer")
    private String layer;

    @Label("Class")
    private String className;

    @Label("Milliseconds")
    private double millis;

    @Label("Operations")
    private long operations;

    private LayerEvent() {}

    /** To be called only while {@link Flight#isOn}. */
    public static void record(String model, String layer, String className, double millis, long operations) {
        LayerEvent event = new LayerEvent();
        if (event.isEnabled()) {
            event.model = model;
            event.layer = layer;
            event.className = className;
            event.millis = millis;
            event.operations = operations;
            event.commit();
        }
    }
}
