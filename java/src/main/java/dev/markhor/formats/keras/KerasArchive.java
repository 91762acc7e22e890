package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.zip.ZipArchive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A {@code .keras} archive, or a folder with the same files. */
public final class KerasArchive implements AutoCloseable {
    static final String ASSETS = "assets";
    static final String CONFIG = "config.json";
    static final String METADATA = "metadata.json";
    private static final String NPZ_WEIGHTS = "model.weights.npz";
    /** In the order in which they are preferred; the last two are rare. */
    static final List<String> WEIGHTS = List.of("model.weights.h5", "model.weights.json", "variables.h5");

    private final Path path;
    private final ArchiveStore store;
    private final String config;
    private final String weightsName;
    private final Set<String> assets = new TreeSet<>();
    private V3Weights weights;
    private boolean checked;

    private KerasArchive(Path path, ArchiveStore store) {
        this.path = path;
        this.store = store;
        Optional<String> text = text(CONFIG);
        if (text.isEmpty()) {
            throw new MalformedFileException(
                    path + ": expected a Keras archive, found no config.json but " + first(store.names()));
        }
        this.config = text.get();
        this.weightsName = findWeights(path, store.names());
        for (String name : store.names()) {
            if (name.startsWith(ASSETS + "/")) {
                assets.add(name.substring(ASSETS.length() + 1));
            }
        }
    }

    /** As {@link #open(Path, boolean)}, verified. */
    public static KerasArchive open(Path fileOrFolder) {
        return open(fileOrFolder, true);
    }

    /**
     * @param verified whether weights are compared with the archive's checksum when they are opened; everything else always is
     * @throws MalformedFileException if the archive is damaged or lacks {@code config.json} or its weights
     * @throws UnsupportedModelException if the weights are in {@code npz} form, or a member is encrypted
     */
    public static KerasArchive open(Path fileOrFolder, boolean verified) {
        ArchiveStore store = Files.isDirectory(fileOrFolder)
                ? new FolderStore(fileOrFolder)
                : new ZipStore(ZipArchive.open(fileOrFolder), verified);
        try {
            return new KerasArchive(fileOrFolder, store);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    static boolean hasWeights(Set<String> names) {
        return names.contains(NPZ_WEIGHTS) || WEIGHTS.stream().anyMatch(names::contains);
    }

    static List<String> first(Set<String> names) {
        return names.stream().limit(5).toList();
    }

    private static String findWeights(Path path, Set<String> names) {
        for (String name : WEIGHTS) {
            if (names.contains(name)) {
                return name;
            }
        }
        if (names.contains(NPZ_WEIGHTS)) {
            throw new UnsupportedModelException(
                    path + ": npz weights are not supported, because reading them means running "
                            + "Python pickles; save the model again with h5py installed");
        }
        throw new MalformedFileException(path + ": expected model.weights.h5, found " + first(names)
                + "; the archive is incomplete, save the model anew");
    }

    private Optional<String> text(String name) {
        Optional<byte[]> bytes = store.read(name);
        return bytes.isPresent() ? Optional.of(new String(bytes.get(), StandardCharsets.UTF_8)) : Optional.empty();
    }

    public Path path() {
        return path;
    }

    /** The text of {@code config.json}. */
    public String configJson() {
        return config;
    }

    /** The text of {@code metadata.json}, which holds {@code keras_version}. */
    public Optional<String> metadataJson() {
        return text(METADATA);
    }

    /** {@code keras_version} of {@code metadata.json}. */
    public Optional<String> kerasVersion() {
        Optional<String> metadata = metadataJson();
        return metadata.isPresent()
                ? Optional.ofNullable(
                        Json.parse(METADATA + " of " + path, metadata.get()).getString("keras_version", null))
                : Optional.empty();
    }

    /** The weights, opened at the first call and closed with this archive. @throws MalformedFileException if they are damaged */
    public synchronized V3Weights weights() {
        V3Weights open = uncheckedWeights();
        if (!checked) {
            open.requireIntact();
            checked = true;
        }
        return open;
    }

    /** As {@link #weights}, for who calls {@link V3Weights#requireIntact} between reading and using them: so they are read once. */
    public synchronized V3Weights uncheckedWeights() {
        if (weights == null) {
            weights = store.openWeights(weightsName);
        }
        return weights;
    }

    /** Paths below {@code assets/}, such as {@code layers/text_vectorization/vocabulary.txt}. */
    public Set<String> assets() {
        return Collections.unmodifiableSet(assets);
    }

    /** The bytes of {@code assets/<path>}, if it is there. */
    public Optional<byte[]> asset(String assetPath) {
        return assets.contains(assetPath) ? store.read(ASSETS + "/" + assetPath) : Optional.empty();
    }

    @Override
    public synchronized void close() {
        if (weights != null) {
            weights.close();
        }
        store.close();
    }
}
