/** Options of loading, and how jars offer classes of their own. */
package dev.markhor.keras;
