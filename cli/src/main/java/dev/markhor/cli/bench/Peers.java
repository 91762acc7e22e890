package dev.markhor.cli.bench;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the runtime to compare with, in jars that are not the command line's own. */
public final class Peers {
    /** Set by the launcher to the jar that goes between Markhor's command line and ONNX Runtime, and names ONNX Runtime's beside it. */
    static final String ADAPTER = "markhor.onnx";

    private Peers() {}

    /**
     * @param jars of ONNX Runtime, to be used in place of those that the launcher fetched; or of everything that is missing
     * @throws IllegalArgumentException if one of them does not exist
     * @throws IllegalStateException if there is no ONNX Runtime; the message says how to get it
     */
    public static Peer onnxRuntime(List<Path> jars) {
        List<Path> all = new ArrayList<>(jars);
        String adapter = System.getProperty(ADAPTER, "");
        if (!adapter.isEmpty()) {
            all.add(Path.of(adapter));
        }
        // Open as long as the process runs: the runtime may load classes at any time.
        ClassLoader loader = all.isEmpty() ? Peers.class.getClassLoader() : loader(all);
        try {
            Peer peer = ServiceLoader.load(Peer.class, loader).findFirst().orElseThrow(() -> missing(null));
            peer.name(); // loads its libraries
            return peer;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw missing(e);
        }
    }

    private static ClassLoader loader(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new IllegalArgumentException("--onnxruntime: " + jar + ": no such file");
            }
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("--onnxruntime: " + jar, e);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), Peers.class.getClassLoader());
    }

    private static IllegalStateException missing(Throwable cause) {
        String text = "ONNX Runtime is not here"
                + (cause == null ? "" : " (" + cause + ")")
                + ": the script ./markhor of the repository fetches it when it is started with --onnx; otherwise give its jar "
                + "and markhor-onnx.jar, which `./mvnw package -pl onnx -am -DskipTests` makes, by --onnxruntime JAR:JAR";
        return new IllegalStateException(text, cause);
    }
}
