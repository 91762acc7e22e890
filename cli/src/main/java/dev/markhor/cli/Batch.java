package dev.markhor.cli;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Several batches as one. */
final class Batch {
    private Batch() {}

    /**
     * One after the other.
     *
     * @param files where they come from, for messages
     * @throws IllegalArgumentException if their samples differ in size or type
     */
    static Tensor of(List<Tensor> parts, List<Path> files) {
        Tensor first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        long samples = 0;
        for (int i = 0; i < parts.size(); i++) {
            Tensor part = parts.get(i);
            if (!isLike(first, part)) {
                throw new IllegalArgumentException("the files of one input need samples of one size and type: "
                        + files.get(0) + " is " + Spec.of(first) + ", " + files.get(i) + " is " + Spec.of(part));
            }
            samples += part.shape().dim(0);
        }
        long[] dims = first.shape().with(0, samples).dims();
        if (first.dtype() == DType.STRING) {
            Stream<String> texts = parts.stream().flatMap(part -> Stream.of(part.toStringArray()));
            return Tensor.of(texts.toArray(String[]::new), dims);
        }
        long bytes = parts.stream().mapToLong(part -> part.buffer().remaining()).sum();
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
        parts.forEach(part -> all.put(part.buffer()));
        return Tensor.of(first.dtype(), all.flip(), dims);
    }

    private static boolean isLike(Tensor first, Tensor part) {
        return first.dtype() == part.dtype()
                && first.shape().rank() > 0
                && part.shape().rank() > 0
                && part.shape().with(0, first.shape().dim(0)).equals(first.shape());
    }
}
