package dev.markhor.verify;

import dev.markhor.Markhor;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Session;
import dev.markhor.model.Structure;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A model as the library opens it. */
public final class ModelSubject implements Subject {
    private final Model model;
    private final Session session; // the calls of a case follow each other

    private ModelSubject(Model model) {
        this.model = model;
        this.session = model.session();
    }

    /** Opens a case's model; what the library throws comes through. */
    public static ModelSubject open(GoldenCase golden, LoadOptions options) {
        return of(Markhor.load(golden.model(), options(golden, options)));
    }

    /** A model that is there; it is closed with this subject. */
    public static ModelSubject of(Model model) {
        return new ModelSubject(model);
    }

    /** As whose file a case's model is read, and with which architecture. */
    public static LoadOptions options(GoldenCase golden, LoadOptions options) {
        LoadOptions complete =
                options.architecture().isPresent() || golden.architectures().isEmpty()
                        ? options
                        : options.withArchitecture(golden.architectures().get(0));
        return golden.writer().map(complete::withWriter).orElse(complete);
    }

    /** As {@link #open(GoldenCase, LoadOptions)}, run with these threads and by this backend. */
    public static ModelSubject open(GoldenCase golden, LoadOptions options, ExecutionOptions execution) {
        ModelSubject subject = open(golden, options);
        subject.model.setExecution(execution);
        return subject;
    }

    @Override
    public List<Tensor> predict(List<Tensor> inputs) {
        return flatten(
                model.isStateful() ? session.predict(Structure.list(inputs)) : model.predict(Structure.list(inputs)));
    }

    /** As Keras flattens results: dictionaries in the order of their keys. */
    private static List<Tensor> flatten(Structure<Tensor> structure) {
        List<Tensor> flat = new ArrayList<>();
        if (structure instanceof Structure.Leaf<Tensor> leaf) {
            flat.add(leaf.value());
        } else if (structure instanceof Structure.Items<Tensor> items) {
            items.items().forEach(item -> flat.addAll(flatten(item)));
        } else if (structure instanceof Structure.Entries<Tensor> entries) {
            new TreeMap<>(entries.entries()).values().forEach(entry -> flat.addAll(flatten(entry)));
        }
        return flat;
    }

    @Override
    public List<String> layers() {
        return model.layers().stream().map(Layer::name).toList();
    }

    @Override
    public Optional<List<Tensor>> outputsOf(String layer, List<Tensor> inputs) {
        return model.upTo(layer).map(part -> {
            try (part) {
                return flatten(part.predict(Structure.list(inputs)));
            }
        });
    }

    @Override
    public void close() {
        model.close();
    }
}
