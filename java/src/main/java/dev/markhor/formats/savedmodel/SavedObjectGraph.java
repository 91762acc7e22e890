package dev.markhor.formats.savedmodel;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.checkpoint.ElementKind;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.proto.Proto;
import dev.markhor.formats.savedmodel.SavedObject.Content;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of a SavedModel; number 0 is the root.
 *
 * @param captures what each traced function takes from outside, by the function's name: numbers of objects
 */
record SavedObjectGraph(List<SavedObject> objects, Map<String, List<Integer>> captures) {
    /** That of a SavedModel without any, as TensorFlow 1 wrote them. */
    static final SavedObjectGraph NONE = new SavedObjectGraph(List.of(), Map.of());

    static SavedObjectGraph read(String place, byte[] message) {
        List<SavedObject> objects = new ArrayList<>();
        Map<String, List<Integer>> captures = new LinkedHashMap<>();
        Proto.read(place, message, field -> {
            if (field.number() == 1) {
                objects.add(object(place + ", object " + objects.size(), field.bytes()));
                if (objects.size() > Limits.CHECKPOINT_OBJECTS) {
                    throw new UnsupportedModelException(
                            place + ": more than " + Limits.CHECKPOINT_OBJECTS + " objects");
                }
            } else if (field.number() == 2) {
                Messages.entry(place, field.bytes(), (name, value) -> captures.put(name, bound(place, value)));
            }
        });
        if (objects.isEmpty()) {
            throw new MalformedFileException(place + ": has no objects");
        }
        for (SavedObject object : objects) {
            object.children().values().forEach(child -> requireObject(place, child, objects.size()));
        }
        captures.values().forEach(numbers -> numbers.forEach(object -> requireObject(place, object, objects.size())));
        return new SavedObjectGraph(List.copyOf(objects), Collections.unmodifiableMap(captures));
    }

    private static void requireObject(String place, int object, int count) {
        if (object < 0 || object >= count) {
            throw new MalformedFileException(place + ": refers to object " + object + " of " + count);
        }
    }

    private static List<Integer> bound(String place, byte[] message) {
        List<Long> numbers = new ArrayList<>();
        Proto.read(place, message, field -> {
            if (field.number() == 2) {
                Messages.numbers(field, numbers);
            }
        });
        return numbers.stream().map(Messages::index).toList();
    }

    private static SavedObject object(String place, byte[] message) {
        Map<String, Integer> children = new LinkedHashMap<>();
        Content[] content = {new SavedObject.OtherObject()};
        Proto.read(place, message, field -> {
            switch (field.number()) {
                case 1 -> ObjectGraphMessage.readChild(place, field.bytes(), children);
                case 4 -> content[0] = user(place, field.bytes());
                case 5 ->
                    content[0] = new SavedObject.AssetObject(Messages.index(Messages.number(place, field.bytes(), 1)));
                case 6 -> content[0] = new SavedObject.FunctionObject(Messages.texts(place, field.bytes(), 1));
                case 7 -> content[0] = variable(place, field.bytes());
                case 8 -> content[0] = new SavedObject.FunctionObject(List.of(Messages.text(place, field.bytes(), 1)));
                case 9 -> content[0] = new SavedObject.ConstantObject(Messages.text(place, field.bytes(), 1));
                case 10 -> content[0] = new SavedObject.ResourceObject();
                default -> {
                    // how to save it again
                }
            }
        });
        return new SavedObject(children, content[0]);
    }

    private static Content user(String place, byte[] message) {
        return new SavedObject.UserObject(Messages.text(place, message, 1), Messages.text(place, message, 3));
    }

    private static Content variable(String place, byte[] message) {
        long[] numbers = new long[2]; // type, and whether it is trained
        String[] name = {""};
        List<Optional<Shape>> shape = new ArrayList<>();
        Proto.read(place, message, field -> {
            switch (field.number()) {
                case 1 -> numbers[0] = field.varint();
                case 2 -> shape.add(Messages.shape(place, field.bytes()));
                case 3 -> numbers[1] = field.varint();
                case 6 -> name[0] = field.string();
                default -> {
                    // where it lay
                }
            }
        });
        return new SavedObject.VariableObject(
                name[0],
                ElementKind.of(numbers[0]),
                shape.isEmpty() ? Optional.of(Shape.of()) : shape.get(0),
                numbers[1] != 0);
    }
}
