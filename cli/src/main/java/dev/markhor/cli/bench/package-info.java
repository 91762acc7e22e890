/** What {@code markhor bench} measures: one model loaded in several ways, and one model in several engines. Nothing here prints. */
package dev.markhor.cli.bench;
