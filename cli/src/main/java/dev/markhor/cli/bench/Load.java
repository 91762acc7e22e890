package dev.markhor.cli.bench;

/**
 * One way of loading one file.
 *
 * @param file what is loaded
 * @param way how
 */
public record Load(ModelFile file, Way way) {
    /** Ways of loading. */
    public enum Way {
        /** Architecture and weights, into a new model. */
        WHOLE("whole model"),
        /** Weights, into a model that has its variables. */
        BUILT("into the built model"),
        BUILT_UNVERIFIED("into the built model, no checksums"),
        /** Weights first; each variable gets its value when the model is built. */
        UNBUILT("before it is built"),
        UNBUILT_UNVERIFIED("before it is built, no checksums");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        /** For a table. */
        public String title() {
            return title;
        }

        /** Whether the weights wait for their variables. */
        public boolean isDeferred() {
            return this == UNBUILT || this == UNBUILT_UNVERIFIED;
        }

        boolean isVerified() {
            return this != BUILT_UNVERIFIED && this != UNBUILT_UNVERIFIED;
        }
    }
}
