package dev.markhor.formats.hdf5;

/** Where an object is: its name in a group. The path is put together when asked for; long ones would add up. */
record Location(Location parent, String name, int depth) {
    static final Location ROOT = new Location(null, "", 0);

    Location child(String childName) {
        return new Location(this, childName, depth + 1);
    }

    String path() {
        if (parent == null) {
            return "/";
        }
        StringBuilder path = new StringBuilder();
        for (Location at = this; at.parent != null; at = at.parent) {
            path.insert(0, at.name).insert(0, '/');
        }
        return path.toString();
    }

    boolean isAncestorOf(Location other) {
        for (Location at = other; at != null; at = at.parent) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return path();
    }
}
