/** The class that a checkpoint implies: {@code markhor skeleton}. */
package dev.markhor.cli.skeleton;
