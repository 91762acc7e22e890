package dev.markhor.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A call of predict; of those that take a millisecond or longer, unless a recording says otherwise. */
@Name("dev.markhor.Predict")
@Label("Prediction")
@Description("A call of predict; of those that take a millisecond or longer, unless a recording says otherwise")
@Category("Markhor")
@StackTrace(false)
@Threshold("1 ms")
public final class PredictEvent extends Event {
    @Label("Model")
    private String model;

    @Label("Batch")
    private long batch;

    @Label("Threads")
    private int threads;

    private PredictEvent() {}

    /** Begins now. To be called only while {@link Flight#isOn}. */
    public static PredictEvent start() {
        PredictEvent event = new PredictEvent();
        event.begin();
        return event;
    }

    /** @param batch first dimension of the first input; 0 if it has none */
    public void end(String model, long batch, int threads) {
        end();
        if (shouldCommit()) {
            this.model = model;
            this.batch = batch;
            this.threads = threads;
            commit();
        }
    }
}
