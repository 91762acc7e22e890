/** Finds the variable for each stored value: by position, by name, by path or by attribute. */
package dev.markhor.restore.matching;
