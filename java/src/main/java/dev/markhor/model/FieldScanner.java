package dev.markhor.model;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the fields of user-defined layers and models: superclass first, in declaration order. */
final class FieldScanner {
    /** Their own fields hold no attributes, or they track them by name. */
    private static final Set<Class<?>> TRACKED_BY_NAME =
            Set.of(Layer.class, Model.class, Sequential.class, Functional.class, InputLayer.class);

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return collect(type);
        }
    };

    private FieldScanner() {}

    /** Attribute name to value, for every field that now holds a layer, a variable, or a list or map of them. */
    static Map<String, Object> attributes(Layer layer) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Field field : FIELDS.get(layer.getClass())) {
            Object value = read(field, layer);
            if (value != null && Container.isTrackable(value)) {
                Attribute attribute = field.getAnnotation(Attribute.class);
                found.put(attribute == null ? field.getName() : attribute.value(), value);
            }
        }
        return found;
    }

    /** Whether an attribute has its name from an annotation. */
    static boolean isGiven(Layer layer, String name) {
        for (Field field : FIELDS.get(layer.getClass())) {
            Attribute attribute = field.getAnnotation(Attribute.class);
            if (attribute != null && attribute.value().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<Field> collect(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        if (isLibraryClass(type)) {
            return fields;
        }
        fields.addAll(FIELDS.get(type.getSuperclass()));
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !field.isSynthetic()
                    && !field.getType().isPrimitive()) {
                fields.add(accessible(field));
            }
        }
        return fields;
    }

    /** The library's own layers track their attributes by name, as the names in files are Python's. */
    private static boolean isLibraryClass(Class<?> type) {
        String name = type.getPackageName();
        boolean layer = name.equals("dev.markhor.layers") || name.startsWith("dev.markhor.layers.");
        return TRACKED_BY_NAME.contains(type) || layer && type.getEnclosingClass() == null;
    }

    private static Field accessible(Field field) {
        try {
            field.setAccessible(true);
            return field;
        } catch (InaccessibleObjectException e) {
            throw new IllegalStateException(
                    "the fields of " + field.getDeclaringClass().getName() + " cannot be read: open its package "
                            + field.getDeclaringClass().getPackageName()
                            + " to module dev.markhor, or name attributes with track(name, x)",
                    e);
        }
    }

    private static Object read(Field field, Layer layer) {
        try {
            return field.get(layer);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field " + field + " cannot be read", e);
        }
    }
}
