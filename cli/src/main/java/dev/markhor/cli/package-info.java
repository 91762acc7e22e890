/** The {@code markhor} command. */
package dev.markhor.cli;
