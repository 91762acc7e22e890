package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.GlobalAveragePooling2D;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;

/** A functional model without a layer, with one more, and with another size. */
final class Images implements Programs {
    @Override
    public Model make(String function) {
        Model model = switch (function) {
            case "make" -> make(true, 2, false, false);
            case "make_no_dropout" -> make(false, 2, false, false);
            case "make_extra" -> make(true, 2, false, true);
            case "make_mid" -> make(true, 2, true, false);
            case "make_wide" -> make(true, 5, false, false);
            default -> throw new IllegalArgumentException(function);
        };
        model.setModelDialect(Dialect.KERAS2);
        return model;
    }

    static Model make(boolean dropout, int units, boolean mid, boolean extra) {
        Value image = Input.named("image", DType.FLOAT32, 6, 6, 2);
        Value h = new Conv2D(3, 3).activation("relu").name("conv").apply(image);
        h = new BatchNormalization().name("bn").apply(h);
        h = new GlobalAveragePooling2D().name("gap").apply(h);
        if (dropout) {
            h = new Dropout(0.3).name("drop").apply(h);
        }
        if (mid) {
            h = Nets.dense(5).name("mid").apply(h);
        }
        h = Nets.dense(units).name("out").apply(h);
        if (extra) {
            h = Nets.dense(4).name("extra").apply(h);
        }
        return Model.of(image, h);
    }
}
