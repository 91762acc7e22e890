package dev.markhor.cli.diff;

/** What became of an array. */
public enum Status {
    SAME("same"),
    /** Same values in an array of another name that both files have. */
    MOVED("moved"),
    /** Same values under a name that only one file has. */
    RENAMED("renamed"),
    /** Same values in another order: flipped, transposed, reshaped. */
    REARRANGED("rearranged"),
    CHANGED("changed"),
    SHAPE("shape"),
    DTYPE("dtype"),
    ONLY_IN_A("only in A"),
    ONLY_IN_B("only in B");

    private final String title;

    Status(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
