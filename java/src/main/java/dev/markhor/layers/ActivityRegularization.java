package dev.markhor.layers;

/** Adds a cost in training. Gives its input back: training is no business of Markhor. */
public final class ActivityRegularization extends InertLayer<ActivityRegularization> {
    public ActivityRegularization() {}

    static ActivityRegularization fromConfig(LayerConfig config) {
        return new ActivityRegularization();
    }
}
