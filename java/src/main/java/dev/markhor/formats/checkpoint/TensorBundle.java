package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An open checkpoint: an index of names, and data files. The index is read and verified as a whole; values are read when asked for, and
 * verified then. Safe for use by several threads.
 */
public final class TensorBundle implements AutoCloseable {
    /** Under this name an object-based checkpoint has its graph. */
    public static final String OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

    private final String prefix;
    private final boolean verified;
    private final Map<String, BundleEntry> entries = new LinkedHashMap<>();
    private final Map<SliceKey, BundleEntry> slices = new HashMap<>();
    private BundleHeader header;
    private Shards shards;

    private TensorBundle(String prefix, boolean verified) {
        this.prefix = prefix;
        this.verified = verified;
    }

    /**
     * Opens a checkpoint.
     *
     * @param path a prefix, its {@code .index} file, or a folder with a {@code checkpoint} file
     * @param verified whether values are compared with their checksums as they are read
     * @throws MalformedFileException if there is none, or its index is damaged
     * @throws UnsupportedModelException if it is of version 1, or of one to come
     */
    public static TensorBundle open(Path path, boolean verified) {
        TensorBundle bundle = new TensorBundle(CheckpointPath.prefix(path), verified);
        bundle.readIndex();
        return bundle;
    }

    private void readIndex() {
        Path index = Path.of(prefix + ".index");
        Table.read(index, WholeFile.read(index, Limits.CHECKPOINT_INDEX), (key, value) -> {
            if (header == null) {
                if (key.length > 0) {
                    throw new MalformedFileException(index + ": missing bundle header");
                }
                header = BundleHeader.read(index + ", bundle header", value);
            } else if (SliceKey.isOne(key)) {
                SliceKey slice = SliceKey.read(index + ", key of a slice", key);
                slices.put(slice, entry(index + ", slice of '" + slice.name() + "'", value));
            } else {
                String name = new String(key, StandardCharsets.UTF_8);
                entries.put(name, entry(index + ", entry '" + name + "'", value));
            }
        });
        if (header == null) {
            throw new MalformedFileException(index + ": missing bundle header");
        }
        shards = new Shards(prefix, header.shards());
    }

    private BundleEntry entry(String place, byte[] value) {
        BundleEntry entry = BundleEntry.read(place, value);
        if (entry.shard() >= header.shards()) {
            throw new MalformedFileException(place + ": in data file " + entry.shard() + " of " + header.shards());
        }
        return entry;
    }

    /** What this was opened as, without {@code .index}. */
    public String prefix() {
        return prefix;
    }

    /** Names of all tensors, in ascending order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * The tensor with this name. One of a type that no tensor here has can be looked at but not read.
     *
     * @throws MalformedFileException if its parts do not cover it
     */
    public Optional<StoredArray> array(String name) {
        BundleEntry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        String title = prefix + ", '" + name + "'";
        if (entry.isPartitioned()) {
            return Optional.of(
                    new PartitionedArray(title, entry, slice -> slices.get(new SliceKey(name, slice)), this));
        }
        return Optional.of(new BundleArray(title, entry, this));
    }

    /** TensorFlow's name for the type of a tensor that is there: {@code float32}, {@code complex64}. */
    public String type(String name) {
        return entries.get(name).kind().title();
    }

    /** Whether tensors here have the type of one that is there. */
    public boolean isReadable(String name) {
        return entries.get(name).kind().dtype().isPresent();
    }

    /** As {@link #array}, for a name that must be there: one that is not gives an array that cannot be looked at. */
    public StoredArray expected(String name) {
        return array(name).orElseGet(() -> new MissingArray(prefix + ", '" + name + "'"));
    }

    /** The graph of the objects that the tensors belong to; nothing if this checkpoint only has names. */
    public Optional<ObjectGraphMessage> objectGraph() {
        return objectGraphBytes().map(bytes -> ObjectGraphMessage.read(prefix + ", object graph", bytes));
    }

    Optional<byte[]> objectGraphBytes() {
        BundleEntry entry = entries.get(OBJECT_GRAPH);
        if (entry == null) {
            return Optional.empty();
        }
        String title = prefix + ", object graph";
        if (entry.kind() != ElementKind.STRING || entry.shape().rank() != 0 || entry.isPartitioned()) {
            throw new MalformedFileException(
                    title + ": expected one string, found " + entry.kind().title() + entry.shape());
        }
        return Optional.of(new StringValues(title, entry, this).read()[0]);
    }

    Shards shards() {
        return shards;
    }

    boolean isBigEndian() {
        return header.isBigEndian();
    }

    boolean isVerified() {
        return verified;
    }

    /** Closes the data files; values that are asked for later are read nevertheless, if the files are as they were. */
    @Override
    public void close() {
        shards.close();
    }
}
