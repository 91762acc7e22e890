/** What becomes of stored weights, and what restoring sees of a model. */
package dev.markhor.restore;
