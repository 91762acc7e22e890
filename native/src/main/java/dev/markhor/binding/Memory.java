package dev.markhor.binding;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Between Java buffers and native addresses. The caller vouches for addresses and sizes. */
public final class Memory {
    private Memory() {}

    /**
     * The address of a direct buffer's current position. Valid while the buffer is reachable.
     *
     * @throws IllegalArgumentException if the buffer lives in the Java heap
     */
    public static long address(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("Only direct buffers have an address");
        }
        Kernels.load();
        return addressOf(direct) + direct.position();
    }

    /** The bytes at {@code address} as a buffer in native order. It must not outlive them. */
    public static ByteBuffer view(long address, long bytes) {
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A buffer cannot have " + bytes + " bytes");
        }
        Kernels.load();
        return viewOf(address, bytes).order(ByteOrder.nativeOrder());
    }

    /** Copies the remaining bytes of any buffer to {@code target}; the buffer's position stays. */
    public static void copy(ByteBuffer source, long target) {
        if (source.isDirect()) {
            copy(address(source), target, source.remaining());
            java.lang.ref.Reference.reachabilityFence(source);
        } else {
            view(target, source.remaining()).put(source.duplicate());
        }
    }

    /** Fills the remaining bytes of any buffer from {@code source}; the buffer's position stays. */
    public static void copy(long source, ByteBuffer target) {
        if (target.isDirect()) {
            copy(source, address(target), target.remaining());
            java.lang.ref.Reference.reachabilityFence(target);
        } else {
            target.duplicate().put(view(source, target.remaining()));
        }
    }

    /** Copies {@code bytes} bytes between areas that do not overlap. */
    public static void copy(long source, long target, long bytes) {
        Kernels.load();
        KernelLibrary.copy(target, source, bytes);
    }

    /** Fills with zeros. */
    public static void clear(long address, long bytes) {
        Kernels.load();
        KernelLibrary.fill(address, 0, bytes);
    }

    // By hand (src/jni/buffers.cpp): JavaCPP's glue would need its run-time classes for buffers.
    private static native long addressOf(Buffer direct);

    private static native ByteBuffer viewOf(long address, long bytes);
}
