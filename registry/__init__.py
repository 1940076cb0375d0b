"""The registry of "Dân vận khéo" models: one app, floors across it (see README, "The floors")."""
