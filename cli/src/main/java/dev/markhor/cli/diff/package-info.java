/** What {@code markhor diff} compares, and how it finds what belongs together. */
package dev.markhor.cli.diff;
