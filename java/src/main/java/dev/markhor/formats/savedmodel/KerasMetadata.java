package dev.markhor.formats.savedmodel;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.proto.Proto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Keras says of the objects of a SavedModel: in {@code keras_metadata.pb}, and before TensorFlow 2.5 in the objects themselves. */
final class KerasMetadata {
    private KerasMetadata() {}

    /** @param count of objects in the graph */
    static List<KerasObject> read(String place, byte[] message, int count) {
        List<KerasObject> objects = new ArrayList<>();
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                objects.add(object(place, field.bytes()));
            }
        });
        for (KerasObject object : objects) {
            if (object.node() < 0 || object.node() >= count) {
                throw new MalformedFileException(place + ": tells of object " + object.node() + " of " + count
                        + "; it does not belong to the saved_model.pb beside it, copy both anew");
            }
        }
        return List.copyOf(objects);
    }

    private static KerasObject object(String place, byte[] message) {
        long[] node = {0};
        String[] texts = {"root", "", ""};
        Proto.read(place, message, field -> {
            switch (field.number()) {
                case 2 -> node[0] = field.varint();
                case 3, 4, 5 -> texts[field.number() - 3] = field.string();
                default -> {
                    // versions of the form, which did not change what is read here
                }
            }
        });
        int number = node[0] == (int) node[0] ? (int) node[0] : -1;
        return new KerasObject(number, texts[0], texts[1], texts[2], texts[0] + " in " + place);
    }

    /** @param paths of the objects: {@code encoder/kernel} */
    static List<KerasObject> inGraph(String place, List<SavedObject> objects, Map<Integer, String> paths) {
        List<KerasObject> found = new ArrayList<>();
        for (int node = 0; node < objects.size(); node++) {
            if (objects.get(node).content() instanceof SavedObject.UserObject user
                    && KerasObject.isOne(user.identifier())
                    && !user.metadata().isEmpty()) {
                String path = paths.getOrDefault(node, "").replace('/', '.');
                String dotted = path.isEmpty() ? "root" : "root." + path;
                found.add(new KerasObject(node, dotted, user.identifier(), user.metadata(), dotted + " in " + place));
            }
        }
        return List.copyOf(found);
    }
}
