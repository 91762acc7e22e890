package dev.markhor.cli.bench;

import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Markhor, as any other engine. */
public record MarkhorEngine(Model model, Map<String, Spec> inputs) implements Engine {
    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        return model.predict(inputs);
    }

    @Override
    public void close() {
        model.close();
    }
}
