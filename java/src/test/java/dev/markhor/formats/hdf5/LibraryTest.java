package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HDF5 library and the reader in Java are each other's twin: they read the same values. */
class LibraryTest {
    @Test
    void bothReadTheSameValues() {
        for (Path file : TestFiles.below(TestFiles.HDF5.resolve("rewrites"))) {
            Map<String, Tensor> byLibrary = TestFiles.contents(file);
            try (Hdf5File open = Hdf5File.openWithoutLibrary(file)) {
                assertEquals(TestFiles.contents(open), byLibrary, file.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kinds.earliest_many_chunks", "kinds.latest_v114", "kinds.repack_latest_filtered"})
    void libraryReadsChunks(String way) {
        Path path = TestFiles.HDF5.resolve("rewrites/" + way + ".h5");
        int count = 0;
        FileBytes bytes = FileBytes.open(path);
        try (NativeValues library = new NativeValues(bytes)) {
            for (Node.Dataset dataset : datasets(Gate.check(bytes).root())) {
                if (NativeValues.isWanted(dataset.header())) {
                    ByteBuffer values =
                            ByteBuffer.allocateDirect((int) dataset.header().bytes());
                    assertTrue(library.read(dataset, values), path + " " + dataset.location());
                    count++;
                }
            }
        }
        bytes.close();
        assertTrue(count >= 3, path + ": " + count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kinds.h5", "rewrites/multiplier_k2.user_block.h5", "rewrites/kinds.big_endian.h5"})
    void bothFindContiguousValuesAtTheSamePlace(String name) {
        int count = 0;
        FileBytes bytes = FileBytes.open(TestFiles.HDF5.resolve(name));
        try (NativeValues library = new NativeValues(bytes)) {
            for (Node.Dataset dataset : datasets(Gate.check(bytes).root())) {
                boolean numbers =
                        !dataset.header().type().isString() && dataset.header().bytes() > 0;
                if (numbers && dataset.header().layout() instanceof DataLayout.Contiguous layout) {
                    assertEquals(bytes.base() + layout.address(), library.offset(dataset), name + dataset.location());
                    count++;
                }
            }
        }
        bytes.close();
        assertTrue(count > 2, name + ": " + count);
    }

    private static List<Node.Dataset> datasets(Node.Group group) {
        List<Node.Dataset> all = new ArrayList<>();
        for (Node node : group.children().values()) {
            if (node instanceof Node.Dataset dataset) {
                all.add(dataset);
            } else if (node instanceof Node.Group child) {
                all.addAll(datasets(child));
            }
        }
        return all;
    }
}
