/** How a model runs: threads, backend, memory. */
package dev.markhor.execution;
