/** The layers of keras-hub (keras-nlp before), as its models' files have them; {@link dev.markhor.layers.hub.HubLayers} lists them. */
package dev.markhor.layers.hub;
