/** Pictures of models: what is to be seen ({@code Diagram}), where ({@code Placement}), and on what it is drawn ({@code Sheet}). */
package dev.markhor.cli.plot;
