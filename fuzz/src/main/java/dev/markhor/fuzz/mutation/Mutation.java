package dev.markhor.fuzz.mutation;

/**
 * Changed bytes.
 *
 * @param what was changed, for people
 * @param sealed whether all that was changed lies under a checksum that was left as it was: such a file may not give other values
 */
public record Mutation(byte[] bytes, String what, boolean sealed) {
    /** Without such a checksum. */
    public static Mutation open(byte[] bytes, String what) {
        return new Mutation(bytes, what, false);
    }
}
