package dev.markhor.formats.savedmodel;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.proto.Proto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first graph of a SavedModel.
 *
 * @param graphs how many there are
 * @param tags what it is for: {@code serve}
 * @param version of TensorFlow that wrote it; may be empty
 * @param operations the graph itself, unread
 * @param signatures by name, sorted
 * @param assets names of files in the folder {@code assets}
 */
record MetaGraph(
        int graphs,
        List<String> tags,
        String version,
        byte[] operations,
        Map<String, Signature> signatures,
        List<String> assets,
        SavedObjectGraph objects) {
    static MetaGraph read(String place, byte[] message) {
        List<byte[]> graphs = new ArrayList<>();
        Proto.read(place, message, field -> {
            if (field.number() == 2) {
                graphs.add(graphs.isEmpty() ? field.bytes() : new byte[0]);
            }
        });
        if (graphs.isEmpty()) {
            throw new MalformedFileException(place + ": has no graph; copy it anew");
        }
        Reading reading = new Reading(place);
        Proto.read(place, graphs.get(0), reading::field);
        return new MetaGraph(
                graphs.size(),
                List.copyOf(reading.tags),
                reading.version,
                reading.operations,
                Collections.unmodifiableMap(reading.signatures),
                List.copyOf(reading.assets),
                reading.objects);
    }

    private static final class Reading {
        private final String place;
        private final List<String> tags = new ArrayList<>();
        private String version = "";
        private byte[] operations = {};
        private final Map<String, Signature> signatures = new TreeMap<>();
        private final List<String> assets = new ArrayList<>();
        private SavedObjectGraph objects = SavedObjectGraph.NONE;

        Reading(String place) {
            this.place = place;
        }

        void field(Proto.Field field) throws java.io.IOException {
            switch (field.number()) {
                case 1 -> {
                    byte[] about = field.bytes();
                    tags.addAll(Messages.texts(place, about, 4));
                    version = Messages.text(place, about, 5);
                }
                case 2 -> operations = field.bytes();
                case 5 ->
                    Messages.entry(
                            place,
                            field.bytes(),
                            (name, value) -> signatures.put(
                                    name, Messages.signature(place + ", signature '" + name + "'", value)));
                case 6 -> assets.add(Messages.text(place, field.bytes(), 2));
                case 7 -> objects = SavedObjectGraph.read(place + ", object graph", field.bytes());
                default -> {
                    // how to save it again
                }
            }
        }
    }
}
