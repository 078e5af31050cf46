"""Many plans at a glance: a summary of each, their order, and the files behind them as they change."""
