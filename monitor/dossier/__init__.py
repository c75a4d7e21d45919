"""The dossier: PDF pieces for a court's filing system, made from a bundle on disk; opens no store and no network."""
