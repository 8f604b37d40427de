//! What a workflow is: YAML to definition, checks, graph.
