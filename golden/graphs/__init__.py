"""Random small functional models of layers and operations, each made by a seed: `grow.Graph`."""
