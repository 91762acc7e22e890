package dev.markhor.keras;

/**
 * Classes that a jar offers to whoever opens models with it, found by {@link java.util.ServiceLoader}: list the implementation in
 * {@code META-INF/services/dev.markhor.keras.Extension}, or in a module's {@code provides}. The command line's {@code --extensions} takes
 * such jars, {@link LoadOptions#withExtensions} those on the class path. A program that loads its own models may pass its classes in
 * {@link LoadOptions} and needs none of this.
 */
public interface Extension {
    /** Options that know this extension's classes too. */
    LoadOptions register(LoadOptions options);
}
