package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.Links;
import dev.markhor.formats.StoredNames;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.hdf5.Hdf5Group;
import dev.markhor.formats.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts together what a {@code .weights.json} lists: groups of variables and the files each is spread over. */
final class V3Shards {
    private static final String SUFFIX = "/" + V3Weights.VARS;

    private final Path list;
    private final Map<String, Hdf5File> files = new LinkedHashMap<>();
    private final Map<String, V3Object> objects = new TreeMap<>();

    private V3Shards(Path list) {
        this.list = list;
    }

    static V3Weights open(Path list) {
        V3Shards shards = new V3Shards(list);
        try {
            shards.read(Json.parse(list.toString(), TextFiles.read(list)));
            return new V3Weights(list, new ArrayList<>(shards.files.values()), shards.objects);
        } catch (RuntimeException e) {
            shards.files.values().forEach(Hdf5File::close);
            throw e;
        }
    }

    private void read(Json document) {
        document.get("weight_map").asMap().forEach(this::readGroup);
    }

    private void readGroup(String groupPath, Json where) {
        if (!groupPath.startsWith("/") || !groupPath.endsWith(SUFFIX)) {
            throw where.malformed("expected a group path like /layers/dense/vars, found " + groupPath);
        }
        String objectPath = groupPath.length() == SUFFIX.length()
                ? ""
                : groupPath.substring(1, groupPath.length() - SUFFIX.length());
        V3Object object = new V3Object(list, objectPath);
        List<Json> names = where.isArray() ? where.asList() : List.of(where);
        for (Json name : names) {
            Optional<Hdf5Group> vars = file(name).root().group(groupPath);
            if (vars.isEmpty()) {
                throw where.malformed("expected a group " + groupPath + " in " + name.asString() + ", found none");
            }
            V3Weights.addVariables(vars.get(), object);
        }
        objects.put(objectPath, object);
    }

    private Hdf5File file(Json name) {
        String text = name.asString();
        Hdf5File known = files.get(text);
        if (known != null) {
            return known;
        }
        boolean plain = !text.isEmpty()
                && text.indexOf('/') < 0
                && text.indexOf('\\') < 0
                && text.indexOf(':') < 0
                && !text.equals("..")
                && !text.equals(".");
        Path folder = list.toAbsolutePath().getParent();
        if (!plain || StoredNames.in(folder, text).isEmpty()) {
            throw name.malformed("expected the name of a file in the same folder, found '" + text + "'");
        }
        Path shard = list.resolveSibling(text);
        if (!Files.isRegularFile(shard)) {
            throw new MalformedFileException(list + ": " + text + " is listed but missing; put it beside this file");
        }
        Hdf5File file = Hdf5File.open(Links.within(folder, shard));
        files.put(text, file);
        return file;
    }
}
