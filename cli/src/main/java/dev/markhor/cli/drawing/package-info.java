/** Drawings as SVG. */
package dev.markhor.cli.drawing;
