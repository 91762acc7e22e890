/** The arrays of weight files of every format, under all names that they go by. */
package dev.markhor.cli.weights;
