package dev.markhor.formats.savedmodel;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.Links;
import dev.markhor.formats.StoredNames;
import dev.markhor.formats.WholeFile;
import dev.markhor.formats.savedmodel.SavedObject.AssetObject;
import dev.markhor.formats.savedmodel.SavedObject.ConstantObject;
import dev.markhor.formats.savedmodel.SavedObject.FunctionObject;
import dev.markhor.formats.savedmodel.SavedObject.ResourceObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of lookup layers. What fills one is a function, which is not run: what it takes from outside are constants, keys first, or a
 * file.
 */
final class LookupTables {
    private static final String ASSETS = "assets";

    private final Path folder;
    private final MetaGraph graph;
    private final Constants constants;

    LookupTables(Path folder, String place, MetaGraph graph) {
        this.folder = folder;
        this.graph = graph;
        this.constants = new Constants(place, graph.operations());
    }

    /** The table of a layer; empty if it has none, or one that is filled by something else. */
    Optional<StoredTable> of(int layer) {
        Integer table = object(layer).children().get("lookup_table");
        if (table == null || !(object(table).content() instanceof ResourceObject)) {
            return Optional.empty();
        }
        Integer initialize = object(table).children().get("_initialize");
        if (initialize == null || !(object(initialize).content() instanceof FunctionObject function)) {
            return Optional.empty();
        }
        List<SavedObject.Content> taken = new ArrayList<>();
        for (String trace : function.traces()) {
            for (int captured : graph.objects().captures().getOrDefault(trace, List.of())) {
                if (captured != table) {
                    taken.add(object(captured).content());
                }
            }
        }
        String place = folder + ", lookup table (object " + table + ")";
        if (taken.size() == 1 && taken.get(0) instanceof AssetObject asset) {
            return Optional.of(new StoredTable(place, Optional.of(file(place, asset.index())), List.of(), List.of()));
        }
        if (taken.size() == 2
                && taken.get(0) instanceof ConstantObject keys
                && taken.get(1) instanceof ConstantObject values) {
            return Optional.of(new StoredTable(
                    place, Optional.empty(), constants.read(keys.operation()), constants.read(values.operation())));
        }
        return Optional.empty();
    }

    private SavedObject object(int number) {
        return graph.objects().objects().get(number);
    }

    private byte[] file(String place, int index) {
        if (index < 0 || index >= graph.assets().size()) {
            throw new MalformedFileException(place + ": refers to file " + index + " of "
                    + graph.assets().size());
        }
        return WholeFile.read(asset(folder, graph.assets().get(index)), Limits.ZIP_MEMBER_IN_MEMORY);
    }

    /**
     * A file in the folder of assets.
     *
     * @throws MalformedFileException if it is not there, or its name leads out of the folder or is none of a file
     */
    static Path asset(Path folder, String name) {
        Path assets = folder.resolve(ASSETS);
        Path file = StoredNames.in(assets, name).map(Path::normalize).orElse(folder);
        if (!file.startsWith(assets.normalize()) || name.isEmpty()) {
            throw new MalformedFileException(
                    folder + ": the name of an asset, '" + name + "', is none of a file in the folder " + assets);
        }
        if (!Files.isRegularFile(file)) {
            throw new MalformedFileException(
                    file + ": is not there, and a lookup layer has its vocabulary in it; copy the whole folder");
        }
        return Links.within(folder, file);
    }
}
