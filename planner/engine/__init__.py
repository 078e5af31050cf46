"""The policy engine: plan x policy x as-of date -> statements, findings and answers. Pure."""
