package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.restore.Assets;
import dev.markhor.tensor.Tensor;
import java.util.Optional;

/** What is kept under one object's path. */
record ObjectAssets(WeightFile.ByPath source, String path) implements Assets {
    @Override
    public String place() {
        return "assets/" + path + " of " + source.source();
    }

    @Override
    public boolean hasFiles() {
        return source.archive().isPresent();
    }

    @Override
    public Optional<byte[]> file(String name) {
        return source.archive().flatMap(archive -> archive.asset(path.isEmpty() ? name : path + "/" + name));
    }

    @Override
    public Optional<Tensor> array(String name) {
        return Optional.ofNullable(source.weights().namedWeights(path).get(name))
                .map(StoredArray::read);
    }
}
