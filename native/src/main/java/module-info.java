/** The native boundary of Markhor: kernels, OpenBLAS and HDF5. For Markhor itself; not an API for others. */
module dev.markhor.binding {
    requires static org.bytedeco.javacpp; // annotations that the build reads

    exports dev.markhor.binding;
}
