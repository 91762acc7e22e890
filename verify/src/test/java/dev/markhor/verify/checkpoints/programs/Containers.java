package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Layers in lists, maps and lists of these, beside elements that are none. */
final class Containers implements Programs {
    private static final class Lists extends Model {
        private final List<Dense> blocks = new ArrayList<>();
        private final Map<String, Dense> table = Map.of("b.x", new Dense(3), "a/y", new Dense(3));
        private final List<Object> nested = List.of(List.of(new Dense(3)), "text", Map.of("k", new Dense(2)));
        private final Object[] pair = {new Dense(2), "z"};

        Lists(int length) {
            super(Dialect.KERAS2);
            for (int i = 0; i < length; i++) {
                blocks.add(Nets.dense(3));
            }
        }

        @Override
        protected Value call(Value x) {
            Value y = x;
            for (Dense block : blocks) {
                y = block.apply(y);
            }
            y = table.get("a/y").apply(table.get("b.x").apply(y));
            Dense inList = (Dense) ((List<?>) nested.get(0)).get(0);
            Dense inMap = (Dense) ((Map<?, ?>) nested.get(2)).get("k");
            return ((Dense) pair[0]).apply(inMap.apply(inList.apply(y)));
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> new Lists(2);
            case "make_shorter" -> new Lists(1);
            case "make_longer" -> new Lists(3);
            default -> throw new IllegalArgumentException(function);
        };
    }

    @Override
    public void change(String scenario, Model model) {
        if (!scenario.equals("append_after_load")) {
            throw new IllegalArgumentException(scenario);
        }
        ((Lists) model).blocks.add(Nets.dense(3));
    }
}
