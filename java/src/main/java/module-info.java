/** Runs Keras models on the JVM: start at {@link dev.markhor.Markhor}. */
@SuppressWarnings("requires-automatic") // protobuf-javalite has no module description of its own
module dev.markhor {
    requires dev.markhor.binding;
    requires com.fasterxml.jackson.core;
    requires static transitive java.desktop; // for Images only
    requires static jdk.jfr; // events, where it is there
    requires com.google.protobuf;
    requires org.apache.commons.compress;

    exports dev.markhor;
    exports dev.markhor.error;
    exports dev.markhor.execution;
    exports dev.markhor.graph;
    exports dev.markhor.keras;
    exports dev.markhor.layers;
    exports dev.markhor.model;
    exports dev.markhor.ops;
    exports dev.markhor.restore;
    exports dev.markhor.tensor;
    exports dev.markhor.variable;

    uses dev.markhor.keras.Extension;
}
