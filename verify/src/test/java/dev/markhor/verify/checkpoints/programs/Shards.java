package dev.markhor.verify.checkpoints.programs;

import dev.markhor.model.Model;

/** The model of {@link Nets} with a kernel so large that it lies in several data files. */
final class Shards implements Programs {
    @Override
    public Model make(String function) {
        return new Nets.Net(Nets.dense(40), Nets.dense(2));
    }
}
