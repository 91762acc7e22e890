package dev.markhor.formats.hdf5;

import dev.markhor.formats.hdf5.message.AttributeMessage;
import dev.markhor.formats.hdf5.message.LinkMessage;
import dev.markhor.formats.hdf5.structure.DatasetHeader;
import java.util.Map;
import java.util.TreeMap;

/** What a name in a group leads to, as the gate found it. */
sealed interface Node {
    /** Where it was reached first. */
    Location location();

    /** A group. */
    final class Group implements Node {
        private final Location location;
        private final Map<String, Node> children = new TreeMap<>();
        private final Map<String, AttributeMessage> attributes;

        Group(Location location, Map<String, AttributeMessage> attributes) {
            this.location = location;
            this.attributes = attributes;
        }

        @Override
        public Location location() {
            return location;
        }

        Map<String, Node> children() {
            return children;
        }

        Map<String, AttributeMessage> attributes() {
            return attributes;
        }
    }

    /** A dataset. */
    record Dataset(Location location, DatasetHeader header, Map<String, AttributeMessage> attributes) implements Node {}

    /** A soft or external link, which is never followed. */
    record Link(Location location, LinkMessage.Kind kind) implements Node {}
}
