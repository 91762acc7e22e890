/** What JDK Flight Recorder is told: see docs/observability.md. */
package dev.markhor.event;
