/** How a model runs: threads and backend. */
package dev.markhor.execution;
