package dev.markhor.restore;

import dev.markhor.tensor.Tensor;
import java.io.IOException;

/** Where one object puts what it keeps beside its numbered arrays: what {@link Assets} reads. */
public interface AssetOutput {
    /** Whether there is room for files: an archive has it, a file of weights has not. */
    boolean hasFiles();

    void file(String name, byte[] content) throws IOException;

    void array(String name, Tensor values) throws IOException;

    /**
     * For an object inside of this one that Keras stores and Markhor has no layer for.
     *
     * @param name what it is called
     */
    AssetOutput inside(String attribute, String name) throws IOException;
}
